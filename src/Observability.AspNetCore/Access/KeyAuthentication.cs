using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Observability.Storage.Projects;

namespace Observability.AspNetCore.Access;

/// <summary>Finds out whose key a request presents. The secret decides; a public key that does not belong to it is only worth a log line.</summary>
internal sealed class KeyAuthentication(IServiceProvider services, ILogger logger)
{
    private readonly Lazy<ApiKeyDirectory?> _keys = new(() => Resolve(services));
    private int _hasExplainedMismatch;

    public async ValueTask<Admission> AuthenticateAsync(string header, CancellationToken cancellationToken)
    {
        if (PresentedKey.Read(header, out var problem) is not { } presented)
        {
            return Admission.Unauthorized(problem!);
        }

        var key = await FindAsync(presented, cancellationToken).ConfigureAwait(false);
        if (presented.SecretKey is null)
        {
            return key is null ? Admission.Unauthorized(Refusals.InvalidPublicKey) : Admission.Of(Caller.Of(key, CallerKind.PublicKey));
        }

        if (key is null)
        {
            return Admission.Unauthorized(Refusals.InvalidCredentials);
        }

        if (key.PublicKey != presented.PublicKey && Interlocked.Exchange(ref _hasExplainedMismatch, 1) == 0)
        {
            logger.PublicKeyOfAnotherSecret(key.PublicKey);
        }

        return Admission.Of(Caller.Of(key, CallerKind.Key));
    }

    /// <summary>The valid key that is presented; null when there is none.</summary>
    public async ValueTask<ApiKey?> FindAsync(PresentedKey presented, CancellationToken cancellationToken)
    {
        try
        {
            return _keys.Value is not { } keys ? null
                : presented.SecretKey is { } secret ? await keys.FindBySecretAsync(secret, cancellationToken).ConfigureAwait(false)
                : await keys.FindByPublicKeyAsync(presented.PublicKey, cancellationToken).ConfigureAwait(false);
        }
        catch (NotSupportedException)
        {
            // The store keeps no catalog, so there are no keys.
            return null;
        }
    }

    /// <summary>The key with that id while it is valid.</summary>
    public ValueTask<ApiKey?> FindByIdAsync(string id, CancellationToken cancellationToken) =>
        _keys.Value?.FindByIdAsync(id, cancellationToken) ?? ValueTask.FromResult<ApiKey?>(null);

    private static ApiKeyDirectory? Resolve(IServiceProvider services)
    {
        try
        {
            return services.GetService<ApiKeyDirectory>();
        }
        catch (InvalidOperationException)
        {
            // How the registration says that the configured destination has no catalog.
            return null;
        }
    }
}
