using Microsoft.Extensions.AI.Evaluation;

namespace Observability.Evaluation;

/// <summary>Judges what Microsoft.Extensions.AI.Evaluation's <see cref="IEvaluator"/> cannot see: the whole trace with its tree, tools, cost, latency and dataset item.</summary>
/// <remarks>
/// Thread-safe: one instance judges many subjects at once. It may throw: whoever runs it goes through <see cref="Evaluator"/>, which turns an
/// exception into a failure of each promised metric.
/// </remarks>
public interface ITraceEvaluator : IEvaluatorIdentity
{
    /// <summary>The metrics it promises, each of which every evaluation must report.</summary>
    IReadOnlyCollection<string> MetricNames { get; }

    /// <summary>Judges one subject.</summary>
    /// <param name="subject">What is judged.</param>
    /// <param name="chatConfiguration">The model to ask; null when none is configured.</param>
    /// <param name="cancellationToken">Stops the evaluation.</param>
    /// <returns>One score of each promised metric.</returns>
    ValueTask<IReadOnlyList<EvaluatorScore>> EvaluateAsync(EvaluationSubject subject, ChatConfiguration? chatConfiguration = null, CancellationToken cancellationToken = default);
}
