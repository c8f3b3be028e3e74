using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;
using Observability.Evaluation.Adapters;

namespace Observability.Evaluation;

/// <summary>The base of the evaluators of this library: each is an <see cref="ITraceEvaluator"/> and an <see cref="IEvaluator"/> at once.</summary>
/// <remarks>Both ways are guarded as <see cref="Evaluator"/> describes: nothing but the caller's cancellation is thrown. Thread-safe.</remarks>
public abstract class SubjectEvaluator : ITraceEvaluator, IEvaluator
{
    private readonly Evaluator _guarded;
    private readonly TraceEvaluatorAdapter _chat;

    private protected SubjectEvaluator(string name, string version, params string[] metricNames)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        Version = version;
        MetricNames = metricNames;
        _guarded = Evaluator.From(this);
        _chat = new TraceEvaluatorAdapter(_guarded);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Version { get; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> MetricNames { get; }

    IReadOnlyCollection<string> IEvaluator.EvaluationMetricNames => MetricNames;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EvaluatorScore>> EvaluateAsync(EvaluationSubject subject, ChatConfiguration? chatConfiguration = null, CancellationToken cancellationToken = default) =>
        _guarded.EvaluateAsync(subject, chatConfiguration, cancellationToken);

    ValueTask<EvaluationResult> IEvaluator.EvaluateAsync(
        IEnumerable<ChatMessage> messages,
        ChatResponse modelResponse,
        ChatConfiguration? chatConfiguration,
        IEnumerable<EvaluationContext>? additionalContext,
        CancellationToken cancellationToken) => _chat.EvaluateAsync(messages, modelResponse, chatConfiguration, additionalContext, cancellationToken);

    /// <summary>Judges; may throw.</summary>
    private protected abstract ValueTask<IReadOnlyList<EvaluatorScore>> JudgeAsync(EvaluationSubject subject, ChatConfiguration? chatConfiguration, CancellationToken cancellationToken);

    /// <summary>The evaluation without the guard, for the guard itself.</summary>
    internal sealed class Unguarded(SubjectEvaluator evaluator) : ITraceEvaluator
    {
        public string Name => evaluator.Name;

        public string Version => evaluator.Version;

        public IReadOnlyCollection<string> MetricNames => evaluator.MetricNames;

        public SubjectEvaluator Evaluator => evaluator;

        public ValueTask<IReadOnlyList<EvaluatorScore>> EvaluateAsync(EvaluationSubject subject, ChatConfiguration? chatConfiguration, CancellationToken cancellationToken) =>
            evaluator.JudgeAsync(subject, chatConfiguration, cancellationToken);
    }
}
