using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Wire;

namespace Observability.AspNetCore.Endpoints;

/// <summary>Whether the server lives and takes requests.</summary>
internal static class HealthEndpoints
{
    private static readonly string Version = typeof(HealthEndpoints).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    public static void Map(ApiMap api)
    {
        api.MapGet("/health", Health, "Says that the server lives.").WithTags("health");
        api.MapGet("/ready", Ready, "Says whether the server takes requests: not while it shuts down.").WithTags("health");
    }

    private static WireResult<HealthStatus> Health() => new(new HealthStatus("OK", Version));

    private static WireResult<HealthStatus> Ready(ApiRequest request)
    {
        var lifetime = request.Http.RequestServices.GetService<IHostApplicationLifetime>();
        return lifetime?.ApplicationStopping.IsCancellationRequested == true
            ? throw ApiException.Unavailable("The server is shutting down.")
            : new WireResult<HealthStatus>(new HealthStatus("OK", Version));
    }
}
