using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Observability.AspNetCore.Access;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Projects;
using Observability.AspNetCore.Wire;

namespace Observability.AspNetCore.Endpoints;

/// <summary>Whether the server works and takes requests.</summary>
internal static class HealthEndpoints
{
    private static readonly string Version = typeof(HealthEndpoints).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    public static void Map(ApiMap api)
    {
        api.MapGet("/health", HealthAsync, "Says that the server lives and its store answers and takes what is written.")
            .WithTags("health").IsPublic().Produces<ApiError>(StatusCodes.Status503ServiceUnavailable);
        api.MapGet("/ready", ReadyAsync, "Says whether the server takes requests: healthy, set up, and not shutting down.")
            .WithTags("health").IsPublic().Produces<ApiError>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<WireResult<HealthStatus>> HealthAsync(ApiRequest request)
    {
        if (await StoreHealth.ProblemAsync(request).ConfigureAwait(false) is { } problem)
        {
            throw ApiException.Unavailable(problem);
        }

        return new(new HealthStatus("OK", Version));
    }

    private static Task<WireResult<HealthStatus>> ReadyAsync(ApiRequest request)
    {
        var services = request.Http.RequestServices;
        if (services.GetService<IHostApplicationLifetime>()?.ApplicationStopping.IsCancellationRequested == true)
        {
            throw ApiException.Unavailable("The server is shutting down.");
        }

        return services.GetService<ProjectMaintenance>()?.Ready.IsCompletedSuccessfully == false
            ? throw ApiException.Unavailable("The projects are not set up yet.")
            : HealthAsync(request);
    }
}
