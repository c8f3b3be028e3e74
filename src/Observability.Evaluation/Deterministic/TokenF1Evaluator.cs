using Observability.Evaluation.Deterministic.Text;

namespace Observability.Evaluation.Deterministic;

/// <summary>The words that answer and expected answer share, in any order: SQuAD's F₁.</summary>
/// <remarks>
/// Metric <c>token-f1</c> in [0, 1]: harmonic mean of shared words / answer's words and shared words / expected words, after lower case and
/// without punctuation and the articles a, an, the; the best of several references counts. Two empty texts agree. Symmetric.
/// Rajpurkar et al., arXiv 1606.05250 and 1806.03822.
/// </remarks>
public sealed class TokenF1Evaluator : DeterministicEvaluator
{
    private readonly double? _passAt;

    /// <summary>Creates it.</summary>
    /// <param name="passAt">The least score that passes; no opinion when null.</param>
    public TokenF1Evaluator(double? passAt = null)
        : base("token-f1", "token-f1") => _passAt = passAt;

    internal override IReadOnlyList<EvaluatorScore> Evaluate(EvaluationSubject subject)
    {
        var answer = TokenHash.SortedGrams(WordTokens.Squad(subject.OutputText), 1);
        var best = default(FScore);
        foreach (var reference in References(subject))
        {
            var expected = TokenHash.SortedGrams(WordTokens.Squad(reference), 1);
            var score = FScore.Of(TokenHash.Overlap(answer, expected), answer.Length, expected.Length);
            best = score.F1 > best.F1 ? score : best;
        }

        return [FMeasure(best, _passAt)];
    }
}
