using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Observability.Storage;
using Observability.Storage.Catalog;
using Observability.Storage.Projects;

namespace Observability;

/// <summary>Adds the projects and keys that the store of the application keeps.</summary>
internal static class ProjectServices
{
    public static void AddProjects(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new ApiKeyRepository(provider.GetRequiredService<ICatalogStore>(), Time(provider)));
        services.TryAddSingleton(provider => new ApiKeyDirectory(
            provider.GetRequiredService<ApiKeyRepository>(),
            Time(provider),
            (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("Observability.Access")));
        services.TryAddSingleton(provider => new ProjectRepository(
            provider.GetRequiredService<ICatalogStore>(),
            provider.GetRequiredService<ApiKeyRepository>(),
            Time(provider)));
        services.TryAddSingleton(provider => new ProjectEraser(
            provider.GetRequiredService<ProjectRepository>(),
            provider.GetRequiredService<ITraceStore>(),
            provider.GetRequiredService<LlmObservability>().MediaOrNull,
            provider.GetRequiredService<ICatalogStore>(),
            provider.GetRequiredService<LlmObservability>().FlushAsync));
    }

    private static TimeProvider Time(IServiceProvider services) => services.GetRequiredService<LlmObservability>().Options.TimeProvider;
}
