using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Observability.AspNetCore.Projects;

namespace Observability;

/// <summary>Makes an application a server of projects.</summary>
public static class LlmObservabilityBuilderProjectsExtensions
{
    /// <summary>
    /// Makes the projects and keys that configuration names when the application starts, applies each project's retention once an hour, and finishes
    /// deletions of projects that a crash cut short.
    /// </summary>
    /// <param name="builder">What <c>AddLlmObservability</c> returned.</param>
    /// <param name="configure">Changes what configuration says.</param>
    /// <remarks>It waits for the store without making the application wait; until it is done, <c>/api/public/ready</c> answers 503.</remarks>
    public static LlmObservabilityBuilder AddProjects(this LlmObservabilityBuilder builder, Action<LlmObservabilityBootstrapOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.Services.AddOptions<LlmObservabilityBootstrapOptions>();
        if (!builder.Services.Any(service => service.ServiceType == typeof(ProjectMaintenance)))
        {
            options.Configure<IConfiguration>((bootstrap, configuration) => bootstrap.Bind(configuration)).ValidateOnStart();
        }

        if (configure is not null)
        {
            options.Configure(configure);
        }

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LlmObservabilityBootstrapOptions>, BootstrapOptionsValidator>());
        builder.Services.TryAddSingleton<ProjectBootstrap>();
        builder.Services.TryAddSingleton<ProjectMaintenance>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ProjectMaintenance>(provider => provider.GetRequiredService<ProjectMaintenance>()));
        return builder;
    }
}
