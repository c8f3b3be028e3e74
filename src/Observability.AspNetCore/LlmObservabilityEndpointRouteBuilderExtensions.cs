using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
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
    /// <returns>The endpoints, for <c>RequireAuthorization</c> and other conventions.</returns>
    /// <remarks>
    /// Unless the returned endpoints require authorization, they answer only requests from this machine: in the environment Development,
    /// from a loopback address, with a loopback <c>Host</c> and without a header that a proxy adds. Everything else gets 404, and
    /// the log says once how to open it.
    /// </remarks>
    /// <exception cref="InvalidOperationException"><c>AddLlmObservability</c> was not called.</exception>
    public static IEndpointConventionBuilder MapLlmObservability(this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string prefix = "/llm")
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
        var guard = new AccessGuard(endpoints.ServiceProvider, prefix);
        ((IEndpointConventionBuilder)group).Finally(guard.Protect);
        PublicApi.Map(group.MapGroup("/api/public"));
        OtlpEndpoints.MapStandard(group.MapGroup(""));
        group.MapDashboard();
        return group;
    }
}
