using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Observability.Evaluation;
using Observability.Evaluation.Judging;
using Observability.Model;
using Observability.Prompts;

namespace Observability;

/// <summary>Adds evaluators to an application's LLM observability. They are found by name in its <see cref="EvaluatorRegistry"/>.</summary>
public static class LlmObservabilityBuilderEvaluationExtensions
{
    /// <summary>Adds an evaluator, made with the application's services.</summary>
    /// <typeparam name="T">An <see cref="IEvaluator"/> of Microsoft.Extensions.AI.Evaluation or an <see cref="ITraceEvaluator"/>.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Names it, versions it, or makes the contexts it wants.</param>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is neither.</exception>
    public static LlmObservabilityBuilder AddEvaluator<T>(this LlmObservabilityBuilder builder, Action<EvaluatorOptions>? configure = null)
        where T : class
    {
        if (!typeof(IEvaluator).IsAssignableFrom(typeof(T)) && !typeof(ITraceEvaluator).IsAssignableFrom(typeof(T)))
        {
            throw new ArgumentException($"{typeof(T).Name} is no evaluator. Implement {nameof(IEvaluator)} of Microsoft.Extensions.AI.Evaluation or {nameof(ITraceEvaluator)}.", nameof(builder));
        }

        return Add(builder, services => ActivatorUtilities.GetServiceOrCreateInstance<T>(services), configure);
    }

    /// <summary>Adds an evaluator written for Microsoft.Extensions.AI.Evaluation.</summary>
    public static LlmObservabilityBuilder AddEvaluator(this LlmObservabilityBuilder builder, IEvaluator evaluator, Action<EvaluatorOptions>? configure = null) =>
        Add(builder, evaluator, configure);

    /// <summary>Adds an evaluator that judges traces.</summary>
    public static LlmObservabilityBuilder AddEvaluator(this LlmObservabilityBuilder builder, ITraceEvaluator evaluator, Action<EvaluatorOptions>? configure = null) =>
        Add(builder, evaluator, configure);

    /// <summary>Adds an evaluator of this library.</summary>
    public static LlmObservabilityBuilder AddEvaluator(this LlmObservabilityBuilder builder, SubjectEvaluator evaluator, Action<EvaluatorOptions>? configure = null) =>
        Add(builder, evaluator, configure);

    /// <summary>Adds a delegate that is given input, output and expected output as text and returns a number, a boolean or a word.</summary>
    /// <example><code>builder.AddEvaluator("mentions-price", (input, output, expected) => output.Contains('€'));</code></example>
    public static LlmObservabilityBuilder AddEvaluator(this LlmObservabilityBuilder builder, string name, Func<string, string, string?, ScoreValue> evaluate) =>
        Add(builder, Evaluator.From(name, evaluate), null);

    /// <summary>Adds a delegate that is given the whole subject.</summary>
    public static LlmObservabilityBuilder AddEvaluator(this LlmObservabilityBuilder builder, string name, Func<EvaluationSubject, CancellationToken, ValueTask<ScoreValue>> evaluate) =>
        Add(builder, Evaluator.From(name, evaluate), null);

    /// <summary>Names the model that judges ask. Its calls are captured in the environment <see cref="Evaluator.JudgeEnvironment"/>.</summary>
    public static LlmObservabilityBuilder UseJudge(this LlmObservabilityBuilder builder, IChatClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return builder.UseJudge(_ => client);
    }

    /// <summary>Names the model that judges ask, made with the application's services; the last call of this method holds.</summary>
    public static LlmObservabilityBuilder UseJudge(this LlmObservabilityBuilder builder, Func<IServiceProvider, IChatClient> client)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(client);
        builder.Services.Replace(ServiceDescriptor.Singleton(services =>
            new JudgeModel(new ChatConfiguration(client(services).AsJudge(services.GetRequiredService<LlmObservability>())))));
        return builder;
    }

    /// <summary>Adds a judge. It asks the model of <c>UseJudge</c>, with the prompt <c>judges/&lt;name&gt;</c> of the application's registry where there is one.</summary>
    /// <example><code>builder.UseJudge(client).AddJudge(Judge.Helpfulness).AddJudge(o => Judge.Rubric("brevity", "5: one sentence …", o));</code></example>
    public static LlmObservabilityBuilder AddJudge(this LlmObservabilityBuilder builder, Func<JudgeOptions, SubjectEvaluator> create, Action<JudgeOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        return Add(builder, services => create(OptionsOf(services, configure)), null);
    }

    /// <summary>Adds all judges that need no words of yours, each by its metric's name: <c>correctness</c>, <c>helpfulness</c>, <c>groundedness</c> …</summary>
    public static LlmObservabilityBuilder AddJudges(this LlmObservabilityBuilder builder, Action<JudgeOptions>? configure = null)
    {
        foreach (var create in Judge.Standard)
        {
            builder.AddJudge(create, configure);
        }

        return builder;
    }

    internal static LlmObservabilityBuilder Add(LlmObservabilityBuilder builder, Func<IServiceProvider, IEnumerable<Evaluator>> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(new EvaluatorRegistration(create));
        builder.Services.TryAddSingleton(services => new EvaluatorRegistry(services.GetServices<EvaluatorRegistration>().SelectMany(registration => registration.Create(services))));
        return builder;
    }

    private static JudgeOptions OptionsOf(IServiceProvider services, Action<JudgeOptions>? configure)
    {
        var options = new JudgeOptions { Prompts = services.GetService<IPromptRegistry>() };
        configure?.Invoke(options);
        return options;
    }

    private static LlmObservabilityBuilder Add(LlmObservabilityBuilder builder, object evaluator, Action<EvaluatorOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        return Add(builder, _ => evaluator, configure);
    }

    private static LlmObservabilityBuilder Add(LlmObservabilityBuilder builder, Func<IServiceProvider, object> create, Action<EvaluatorOptions>? configure) =>
        Add(builder, IEnumerable<Evaluator> (services) =>
        {
            var options = new EvaluatorOptions
            {
                ChatConfiguration = services.GetService<JudgeModel>()?.Configuration,
                TimeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System,
            };
            configure?.Invoke(options);
            return [create(services) is var evaluator && evaluator is ITraceEvaluator trace ? Evaluator.From(trace, options) : Evaluator.From((IEvaluator)evaluator, options)];
        });
}
