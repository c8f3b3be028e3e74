using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Observability.Evaluation;
using Observability.Evaluation.Judging;
using Observability.Evaluation.Online;
using Observability.Storage.Projects;

namespace Observability;

/// <summary>Adds online evaluation to an application's LLM observability.</summary>
public static class LlmObservabilityBuilderOnlineExtensions
{
    /// <summary>Judges live traffic in the background: by the rules written here, and by those that were made over the API.</summary>
    /// <param name="builder">What <c>AddLlmObservability</c> returned.</param>
    /// <param name="configure">Writes rules and limits, after the section <c>LlmObservability:OnlineEvaluation</c> was read.</param>
    /// <example><code>builder.AddEvaluator(new PiiEvaluator()).AddOnlineEvaluation(online => online.Evaluate("pii-leak"));</code></example>
    public static LlmObservabilityBuilder AddOnlineEvaluation(this LlmObservabilityBuilder builder, Action<OnlineEvaluationOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        var options = services.AddOptions<OnlineEvaluationOptions>();
        if (!services.Any(service => service.ServiceType == typeof(OnlineEvaluation)))
        {
            options.Configure<IServiceProvider>((online, provider) => provider.GetService<IConfiguration>()?.GetSection(OnlineEvaluationOptions.SectionName).Bind(online)).ValidateOnStart();
        }

        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OnlineEvaluationOptions>, OnlineEvaluationOptionsValidator>());
        services.TryAddSingleton(provider => new OnlineEvaluation(
            provider.GetRequiredService<LlmObservability>(),
            provider.GetRequiredService<IOptions<OnlineEvaluationOptions>>().Value,
            (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger<OnlineEvaluation>(),
            provider.GetService<EvaluatorRegistry>(),
            provider.GetService<JudgeModel>(),
            Projects(provider)));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, OnlineEvaluationHost>(provider => new OnlineEvaluationHost(provider.GetRequiredService<OnlineEvaluation>())));
        return builder;
    }

    // A store of another kind may keep no catalog: then there is only the application's own project.
    private static ProjectRepository? Projects(IServiceProvider services)
    {
        try
        {
            return services.GetService<ProjectRepository>();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
