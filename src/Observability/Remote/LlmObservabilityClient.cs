using Microsoft.Extensions.Options;
using Observability.Remote.Api;

namespace Observability.Remote;

/// <summary>Calls the public API of a server, ours or a Langfuse server: a class for each group of operations, a record for each shape.</summary>
/// <remarks>
/// Made from docs/openapi.json. Thread-safe. Requests are tried again twice when the server is overloaded and, unless they create something, when it
/// fails or cannot be reached. They are never traced.
/// </remarks>
/// <example><code>
/// using var client = new LlmObservabilityClient("https://llm.example.com", "pk-…", "sk-…");
/// var traces = await client.Traces.ListAsync(new() { UserId = "u-1", Limit = 10 });
/// </code></example>
public sealed class LlmObservabilityClient : ApiGroups, IDisposable
{
    private readonly ServerConnection? _owned;

    /// <summary>Calls a server with the keys of a project.</summary>
    /// <exception cref="OptionsValidationException">A setting is missing or out of its range; the message lists all of them.</exception>
    public LlmObservabilityClient(string url, string publicKey, string secretKey)
        : this(new ServerOptions { Url = url, PublicKey = publicKey, SecretKey = secretKey })
    {
    }

    /// <summary>Calls the server that <paramref name="options"/> name.</summary>
    /// <exception cref="OptionsValidationException">A setting is missing or out of its range; the message lists all of them.</exception>
    public LlmObservabilityClient(ServerOptions options)
        : this(options, TimeProvider.System)
    {
    }

    /// <summary>Calls the server that <paramref name="options"/> name, with time limits and waits by a clock.</summary>
    /// <exception cref="OptionsValidationException">A setting is missing or out of its range; the message lists all of them.</exception>
    public LlmObservabilityClient(ServerOptions options, TimeProvider timeProvider)
        : this(Connect(options, timeProvider), timeProvider)
    {
    }

    internal LlmObservabilityClient(ServerConnection connection, TimeProvider time, bool isOwned = true)
        : base(new ApiTransport(connection, time)) => _owned = isOwned ? connection : null;

    /// <summary>Closes its connections.</summary>
    public void Dispose() => _owned?.Dispose();

    private static ServerConnection Connect(ServerOptions options, TimeProvider time)
    {
        ServerOptionsRules.ThrowIfInvalid(options);
        return new ServerConnection(options, time);
    }
}
