using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Observability.AspNetCore.Access;
using Observability.AspNetCore.Endpoints;
using Observability.AspNetCore.Otlp.Receiving;
using Observability.Dashboard;

namespace Observability;

/// <summary>Mounts the API and the dashboard of LLM observability in an ASP.NET Core application.</summary>
public static class LlmObservabilityEndpointRouteBuilderExtensions
{
    /// <summary>Maps the API at <c>{prefix}/api/public</c>, OpenTelemetry's receivers at <c>{prefix}/v1/traces</c> and its like, and the dashboard at <paramref name="prefix"/>.</summary>
    /// <param name="endpoints">The application, or any group of it.</param>
    /// <param name="prefix">Where it is mounted; <c>/llm</c> unless given.</param>
    /// <param name="configure">Changes who may use it, after the section <c>LlmObservability:Api</c> was read.</param>
    /// <returns>The endpoints, for <c>RequireAuthorization</c> and other conventions.</returns>
    /// <remarks>
    /// Who sends a valid API key comes in and sees its project. Without one the endpoints answer, unless the returned ones require authorization, only
    /// requests from this machine: in the environment Development, from a loopback address, with a loopback <c>Host</c> and without a header that a proxy
    /// adds. Everything else gets 404, and the log says once how to open it. With <see cref="LlmObservabilityApiOptions.RequireApiKey"/> everything but
    /// the page, health and the API's description needs a key, wherever the request comes from, and a browser signs in with one.
    /// </remarks>
    /// <exception cref="InvalidOperationException"><c>AddLlmObservability</c> was not called.</exception>
    /// <exception cref="OptionsValidationException">An option is out of its range.</exception>
    public static IEndpointConventionBuilder MapLlmObservability(
        this IEndpointRouteBuilder endpoints,
        [StringSyntax("Route")] string prefix = "/llm",
        Action<LlmObservabilityApiOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        if (endpoints.ServiceProvider.GetService<IServiceProviderIsService>()?.IsService(typeof(LlmObservability)) == false)
        {
            throw new InvalidOperationException(
                "MapLlmObservability() has nothing to show: LLM observability is not registered. " +
                "Call builder.Services.AddLlmObservability() or builder.UseLlmObservability() before builder.Build().");
        }

        var group = endpoints.MapGroup(prefix);
        var options = Configure(endpoints.ServiceProvider, configure);
        var time = endpoints.ServiceProvider.GetService<TimeProvider>() ?? TimeProvider.System;
        var sessions = new BrowserSessions(options.SessionLifetime, time);
        var guard = new AccessGuard(endpoints.ServiceProvider, prefix, options, sessions, time);
        ((IEndpointConventionBuilder)group).Finally(guard.Protect);
        PublicApi.Map(group.MapGroup("/api/public"), sessions);
        OtlpEndpoints.MapStandard(group.MapGroup(""));
        group.MapDashboard().WithMetadata(EndpointAccess.Page);
        return group;
    }

    private static LlmObservabilityApiOptions Configure(IServiceProvider services, Action<LlmObservabilityApiOptions>? configure)
    {
        var options = new LlmObservabilityApiOptions();
        services.GetService<IConfiguration>()?.GetSection(LlmObservabilityApiOptions.SectionName).Bind(options);
        configure?.Invoke(options);
        return options.Errors() is { Count: > 0 } errors ? throw new OptionsValidationException(Options.DefaultName, typeof(LlmObservabilityApiOptions), errors) : options;
    }
}
