using Microsoft.Extensions.Compliance.Redaction;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Observability.Model;
using Observability.Prompts.Rollout;
using Observability.Prompts.Webhooks;

namespace Observability;

/// <summary>Adds LLM observability to an application's services.</summary>
public static class LlmObservabilityServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="LlmObservability"/>, its <see cref="Capture.Tracer"/>, <see cref="Storage.ITraceStore"/> and
    /// <see cref="Storage.IMediaStore"/> as singletons, configured by the section <c>LlmObservability</c> and then by <paramref name="configure"/>.
    /// </summary>
    /// <remarks>
    /// Calling it again adds to the configuration and nothing twice. A host validates the options at start, flushes when it stops
    /// and needs nothing more; without one, dispose the service provider or rely on the flush at process exit.
    /// </remarks>
    public static LlmObservabilityBuilder AddLlmObservability(this IServiceCollection services, Action<LlmObservabilityOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<LlmObservabilityOptions>();
        if (!services.Any(service => service.ServiceType == typeof(LlmObservability)))
        {
            options.Configure<IServiceProvider>(BindHost).ValidateOnStart();
        }

        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LlmObservabilityOptions>, LlmObservabilityOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, LlmObservabilityHostedService>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RolloutService>());
        services.AddPromptWebhooks();
        services.TryAddSingleton(provider => LlmObservability.CreateHosted(provider.GetRequiredService<IOptions<LlmObservabilityOptions>>().Value));
        services.TryAddSingleton(provider => provider.GetRequiredService<LlmObservability>().Tracer);
        services.TryAddSingleton(provider => provider.GetRequiredService<LlmObservability>().Store);
        services.TryAddSingleton(provider => provider.GetRequiredService<LlmObservability>().Media);
        services.TryAddSingleton(provider => provider.GetRequiredService<LlmObservability>().Catalog);
        services.TryAddSingleton(provider => provider.GetRequiredService<LlmObservability>().Prompts);
        services.TryAddSingleton(provider => provider.GetRequiredService<LlmObservability>().Rollouts);
        services.TryAddSingleton(provider => provider.GetRequiredService<LlmObservability>().PromptMetrics);
        services.TryAddSingleton(provider => provider.GetRequiredService<LlmObservability>().Feed);
        services.AddProjects();
        return new LlmObservabilityBuilder(services);
    }

    /// <summary>What the host knows goes first, so that the section and then code can overrule it.</summary>
    private static void BindHost(LlmObservabilityOptions options, IServiceProvider services)
    {
        options.LoggerFactory = services.GetService<ILoggerFactory>();
        options.RedactorProvider = services.GetService<IRedactorProvider>();
        options.TimeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System;
        if (services.GetService<IHostEnvironment>() is { } host)
        {
            options.Environment = TraceEnvironment.Normalize(host.EnvironmentName);
        }

        var configuration = services.GetService<IConfiguration>();
        options.Variables = name => configuration?[name] ?? Environment.GetEnvironmentVariable(name);
        var section = configuration?.GetSection(LlmObservabilityOptions.SectionName);
        section?.Bind(options);
        if (section?[nameof(options.Project)] is { } project)
        {
            // The binder knows no way from text to an id. Blank text becomes no id, which validation then reports.
            options.Project = string.IsNullOrWhiteSpace(project) ? default : new ProjectId(project);
        }
    }
}
