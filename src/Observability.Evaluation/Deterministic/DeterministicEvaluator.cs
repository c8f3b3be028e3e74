using Microsoft.Extensions.AI.Evaluation;

namespace Observability.Evaluation.Deterministic;

/// <summary>The base of evaluators that compute their score at once, the same score every time.</summary>
public abstract class DeterministicEvaluator : SubjectEvaluator
{
    private protected DeterministicEvaluator(string name, params string[] metricNames)
        : base(name, "1", metricNames)
    {
    }

    /// <summary>Computes the scores; may throw.</summary>
    internal abstract IReadOnlyList<EvaluatorScore> Evaluate(EvaluationSubject subject);

    private protected sealed override ValueTask<IReadOnlyList<EvaluatorScore>> JudgeAsync(EvaluationSubject subject, ChatConfiguration? chatConfiguration, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Evaluate(subject));

    private protected static string Expected(EvaluationSubject subject) =>
        subject.ExpectedText ?? throw new EvaluationFailedException("This evaluator compares with an expected output, and the subject has none.");
}
