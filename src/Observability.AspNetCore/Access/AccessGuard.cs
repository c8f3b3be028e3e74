using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Observability.AspNetCore.Http;
using Observability.Model;

namespace Observability.AspNetCore.Access;

/// <summary>Stands before every endpoint of one mounting: who may come in, how often, and what a browser may do.</summary>
/// <remarks>
/// It wraps request delegates rather than being a filter, so that no kind of endpoint escapes it. Who comes in, in this order: whom the application's
/// own authorization let through; who presents a valid key; a browser that signed in with one; where no key is required, somebody on this machine in
/// Development. A key that is not valid is refused whatever else is true.
/// </remarks>
internal sealed class AccessGuard
{
    private readonly IServiceProvider _services;
    private readonly bool _requiresKey;
    private readonly bool _isDevelopment;
    private readonly string _prefix;
    private readonly ILogger _logger;
    private readonly KeyAuthentication _keys;
    private readonly BrowserSessions _sessions;
    private readonly RequestRate _rate;
    private int _hasExplained;

    public AccessGuard(IServiceProvider services, string prefix, LlmObservabilityApiOptions options, BrowserSessions sessions, TimeProvider time)
    {
        _services = services;
        _requiresKey = options.RequireApiKey;
        _isDevelopment = services.GetService<IHostEnvironment>()?.IsDevelopment() ?? false;
        _prefix = prefix;
        _logger = (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("Observability.Access");
        _keys = new KeyAuthentication(services, _logger);
        _sessions = sessions;
        _rate = new RequestRate(options.RequestsPerMinute, time);
    }

    private ProjectId OwnProject => _services.GetRequiredService<IOptions<LlmObservabilityOptions>>().Value.Project;

    /// <summary>Puts the guard before an endpoint.</summary>
    public void Protect(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is { } inner)
        {
            var access = EndpointAccess.Of(endpoint);
            RequestDelegate guarded = context => InvokeAsync(context, access, inner);
            endpoint.RequestDelegate = access.IsPage ? guarded : ErrorTranslation.Around(guarded);
        }
    }

    private async Task InvokeAsync(HttpContext context, EndpointAccess access, RequestDelegate inner)
    {
        if (!access.IsPage && CrossOrigin.IsPreflight(context.Request, _requiresKey))
        {
            await CrossOrigin.AnswerPreflight(context).ConfigureAwait(false);
            return;
        }

        var admission = await AdmitAsync(context, access).ConfigureAwait(false);
        if (admission.StatusCode == StatusCodes.Status404NotFound)
        {
            Explain(admission.Reason);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        SecurityHeaders.Apply(context.Response.Headers);
        if (!access.IsPage && (admission.Caller ?? Caller.Anonymous) is { Kind: CallerKind.Anonymous } or { IsExplicit: true })
        {
            CrossOrigin.Allow(context);
        }

        if (admission.Caller is not { } caller)
        {
            await RefuseAsync(context, admission).ConfigureAwait(false);
        }
        else if (caller.Key is { } key && _rate.Count(key.Id) is { } until)
        {
            await _rate.RefuseAsync(context, until).ConfigureAwait(false);
        }
        else if (!caller.IsExplicit && !access.IsSigned && BrowserProof.Refusal(context.Request) is { } refusal)
        {
            await ApiErrorWriter.WriteAsync(context, StatusCodes.Status403Forbidden, refusal, "ForbiddenError").ConfigureAwait(false);
        }
        else
        {
            context.Features.Set(caller);
            await inner(context).ConfigureAwait(false);
        }
    }

    private async ValueTask<Admission> AdmitAsync(HttpContext context, EndpointAccess access)
    {
        if (IsAuthorized(context))
        {
            return Admission.Of(Caller.Application(OwnProject));
        }

        if (access.IsSigned || (access.IsPublic && _requiresKey))
        {
            return Admission.Of(Caller.Anonymous);
        }

        var admission = await IdentifyAsync(context, access).ConfigureAwait(false);
        if (admission.Caller is not { } caller || access.IsPublic || caller.Can(access.Permission))
        {
            return admission;
        }

        return Admission.Forbidden(caller switch
        {
            { Kind: CallerKind.PublicKey } => Refusals.NotPermitted,
            { Project: null } => Refusals.OrganizationKey,
            _ when access.Permission == ApiPermission.Administer => Refusals.OrganizationKeyRequired,
            _ => Refusals.NotPermitted,
        });
    }

    private async ValueTask<Admission> IdentifyAsync(HttpContext context, EndpointAccess access)
    {
        if (!access.IsPage && context.Request.Headers.Authorization is [{ } header, ..])
        {
            return await _keys.AuthenticateAsync(header, context.RequestAborted).ConfigureAwait(false);
        }

        if (_sessions.Find(context.Request) is { } session && await _keys.FindByIdAsync(session.KeyId, context.RequestAborted).ConfigureAwait(false) is { } key)
        {
            return Admission.Of(Caller.Of(key, CallerKind.Session));
        }

        if (_requiresKey)
        {
            return Admission.Unauthorized(Refusals.NoHeader);
        }

        var reason = _isDevelopment ? LocalRequest.Refusal(context) : "the environment is not Development";
        return reason is null ? Admission.Of(Caller.Local(OwnProject)) : Admission.Closed(reason);
    }

    /// <summary>Whether the application decided who may come in: the authorization middleware has then already let this request through.</summary>
    /// <remarks>ASP.NET Core itself refuses to run an endpoint with this metadata when that middleware is missing.</remarks>
    private static bool IsAuthorized(HttpContext context) =>
        context.GetEndpoint() is { } endpoint
        && endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null
        && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null;

    // The ingestion API of the wire names the error, the others do not.
    private static Task RefuseAsync(HttpContext context, Admission admission)
    {
        context.Response.StatusCode = admission.StatusCode;
        return admission.StatusCode == StatusCodes.Status401Unauthorized && context.Request.Path.Value!.EndsWith("/ingestion", StringComparison.OrdinalIgnoreCase)
            ? ApiErrorWriter.WriteAsync(context, admission.StatusCode, admission.Reason, "UnauthorizedError")
            : ApiErrorWriter.WriteAsync(context, admission.StatusCode, admission.Reason);
    }

    private void Explain(string reason)
    {
        if (Interlocked.Exchange(ref _hasExplained, 1) == 0)
        {
            _logger.RefusedAccess(_prefix, reason);
        }
    }
}
