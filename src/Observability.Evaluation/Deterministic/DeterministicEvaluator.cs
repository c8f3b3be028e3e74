using System.Globalization;
using Microsoft.Extensions.AI.Evaluation;
using Observability.Evaluation.Deterministic.Text;

namespace Observability.Evaluation.Deterministic;

/// <summary>The base of evaluators that compute their score at once, the same score every time.</summary>
public abstract class DeterministicEvaluator : SubjectEvaluator
{
    private protected DeterministicEvaluator(string name, params string[] metricNames)
        : base(name, "1", metricNames) => Metric = metricNames[0];

    /// <summary>The first metric.</summary>
    private protected string Metric { get; }

    /// <summary>Computes the scores; may throw.</summary>
    internal abstract IReadOnlyList<EvaluatorScore> Evaluate(EvaluationSubject subject);

    private protected sealed override ValueTask<IReadOnlyList<EvaluatorScore>> JudgeAsync(EvaluationSubject subject, ChatConfiguration? chatConfiguration, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Evaluate(subject));

    /// <summary>The accepted answers: the texts of a JSON array of strings, else the one expected text.</summary>
    private protected static IReadOnlyList<string> References(EvaluationSubject subject) =>
        subject.References is { Count: > 0 } references ? references
            : throw new EvaluationFailedException("This evaluator compares with an expected output, and the subject has none.");

    private protected EvaluatorScore Numeric(double value, double? passAt, string? comment = null) =>
        EvaluatorScore.Of(Metric, value, comment, passAt is { } least ? value >= least : null);

    /// <summary>An F₁ with the precision and recall behind it.</summary>
    private protected EvaluatorScore FMeasure(FScore score, double? passAt) => Numeric(score.F1, passAt) with
    {
        Metadata = new Dictionary<string, string>
        {
            ["precision"] = score.Precision.ToString("0.####", CultureInfo.InvariantCulture),
            ["recall"] = score.Recall.ToString("0.####", CultureInfo.InvariantCulture),
        },
    };

    /// <summary>A check whose true is a pass.</summary>
    private protected EvaluatorScore Check(bool holds, string? why = null) => EvaluatorScore.Of(Metric, holds, why, holds);

    /// <summary>Text for a comment: on one line, cut.</summary>
    private protected static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= 80 ? line : string.Concat(line.AsSpan(0, 79), "…");
    }
}
