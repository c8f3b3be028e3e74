using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Observability.AspNetCore.Http;

namespace Observability.AspNetCore.Access;

/// <summary>Stands before every endpoint of one mounting: who may come in, and what a browser may do.</summary>
/// <remarks>It wraps request delegates rather than being a filter, so that no kind of endpoint escapes it.</remarks>
internal sealed class AccessGuard
{
    private readonly bool _isDevelopment;
    private readonly string _prefix;
    private readonly ILogger _logger;
    private int _hasExplained;

    public AccessGuard(IServiceProvider services, string prefix)
    {
        _isDevelopment = services.GetService<IHostEnvironment>()?.IsDevelopment() ?? false;
        _prefix = prefix;
        _logger = (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("Observability.Access");
    }

    /// <summary>Puts the guard before an endpoint.</summary>
    public void Protect(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is { } inner)
        {
            endpoint.RequestDelegate = context => InvokeAsync(context, inner);
        }
    }

    private Task InvokeAsync(HttpContext context, RequestDelegate inner)
    {
        if (!IsAuthorized(context) && Refusal(context) is { } reason)
        {
            Explain(reason);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        SecurityHeaders.Apply(context.Response.Headers);
        return BrowserProof.Refusal(context.Request) is { } refusal
            ? ApiErrorWriter.WriteAsync(context, StatusCodes.Status403Forbidden, refusal, "ForbiddenError")
            : inner(context);
    }

    /// <summary>Whether the application decided who may come in: the authorization middleware has then already let this request through.</summary>
    /// <remarks>ASP.NET Core itself refuses to run an endpoint with this metadata when that middleware is missing.</remarks>
    private static bool IsAuthorized(HttpContext context) =>
        context.GetEndpoint() is { } endpoint
        && endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null
        && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null;

    private string? Refusal(HttpContext context) => !_isDevelopment
        ? "the environment is not Development"
        : LocalRequest.Refusal(context);

    private void Explain(string reason)
    {
        if (Interlocked.Exchange(ref _hasExplained, 1) == 0)
        {
            _logger.RefusedAccess(_prefix, reason);
        }
    }
}
