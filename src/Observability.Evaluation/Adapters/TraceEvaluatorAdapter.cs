using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;
using Observability.Evaluation.Contexts;

namespace Observability.Evaluation.Adapters;

/// <summary>Runs an <see cref="ITraceEvaluator"/> where Microsoft.Extensions.AI.Evaluation runs evaluators; a <see cref="TraceContext"/> brings the trace.</summary>
internal sealed class TraceEvaluatorAdapter(ITraceEvaluator evaluator) : IEvaluator, IEvaluatorIdentity
{
    private readonly Evaluator _evaluator = Evaluator.From(evaluator);

    public string Name => _evaluator.Name;

    public string Version => _evaluator.Version;

    public IReadOnlyCollection<string> EvaluationMetricNames => _evaluator.MetricNames;

    public async ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages,
        ChatResponse modelResponse,
        ChatConfiguration? chatConfiguration = null,
        IEnumerable<EvaluationContext>? additionalContext = null,
        CancellationToken cancellationToken = default)
    {
        var subject = ChatSubject.Of(messages, modelResponse, additionalContext);
        var scores = await _evaluator.EvaluateAsync(subject, chatConfiguration, cancellationToken).ConfigureAwait(false);
        return new EvaluationResult(scores.Select(MetricConversion.ToMetric));
    }
}
