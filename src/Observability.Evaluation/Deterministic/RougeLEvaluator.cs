using Observability.Evaluation.Deterministic.Text;

namespace Observability.Evaluation.Deterministic;

/// <summary>The longest common subsequence of words of answer and expected answer: ROUGE-L.</summary>
/// <remarks>
/// Metric <c>rouge-l</c> in [0, 1]: F₁ of LCS / answer's words and LCS / expected words (β = 1); the best of several references counts.
/// Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004. Words are runs of letters and digits in lower case.
/// At most 20,000 words are compared.
/// </remarks>
public sealed class RougeLEvaluator : DeterministicEvaluator
{
    private readonly double? _passAt;

    /// <summary>Creates it.</summary>
    /// <param name="passAt">The least score that passes; no opinion when null.</param>
    public RougeLEvaluator(double? passAt = null)
        : base("rouge-l", "rouge-l") => _passAt = passAt;

    internal override IReadOnlyList<EvaluatorScore> Evaluate(EvaluationSubject subject)
    {
        var answer = WordTokens.Rouge(subject.OutputText);
        var best = default(FScore);
        foreach (var reference in References(subject))
        {
            var expected = WordTokens.Rouge(reference);
            var score = FScore.Of(Similarity.LongestCommonSubsequence(answer, expected), answer.Length, expected.Length);
            best = score.F1 > best.F1 ? score : best;
        }

        return [FMeasure(best, _passAt)];
    }
}
