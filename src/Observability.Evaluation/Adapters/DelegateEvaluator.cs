using Microsoft.Extensions.AI.Evaluation;
using Observability.Model;

namespace Observability.Evaluation.Adapters;

/// <summary>An evaluator made of a delegate: one metric, named as the evaluator.</summary>
internal sealed class DelegateEvaluator(string name, string version, Func<EvaluationSubject, CancellationToken, ValueTask<ScoreValue>> evaluate) : ITraceEvaluator
{
    private readonly string[] _names = [name];

    public string Name => name;

    public string Version => version;

    public IReadOnlyCollection<string> MetricNames => _names;

    public async ValueTask<IReadOnlyList<EvaluatorScore>> EvaluateAsync(EvaluationSubject subject, ChatConfiguration? chatConfiguration, CancellationToken cancellationToken) =>
        [EvaluatorScore.Of(name, await evaluate(subject, cancellationToken).ConfigureAwait(false))];
}
