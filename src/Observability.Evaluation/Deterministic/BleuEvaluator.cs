using Observability.Evaluation.Deterministic.Text;

namespace Observability.Evaluation.Deterministic;

/// <summary>How much of the answer is in the expected one, by runs of one to four words: BLEU of one sentence.</summary>
/// <remarks>
/// Metric <c>bleu</c> in [0, 1]. BP · exp(¼ Σ ln pₙ), pₙ the share of the answer's n-grams found in a reference, BP = min(1, exp(1 − r/c)).
/// Orders longer than the answer are left out. Papineni et al., ACL 2002; tokens as in mteval-v13a.
/// </remarks>
public sealed class BleuEvaluator : DeterministicEvaluator
{
    private readonly BleuSmoothing _smoothing;
    private readonly bool _ignoreCase;
    private readonly double? _passAt;

    /// <summary>Creates it.</summary>
    /// <param name="smoothing">What is taken where an order has no match.</param>
    /// <param name="ignoreCase">Whether case counts.</param>
    /// <param name="passAt">The least score that passes; no opinion when null.</param>
    public BleuEvaluator(BleuSmoothing smoothing = BleuSmoothing.Exponential, bool ignoreCase = false, double? passAt = null)
        : base("bleu", "bleu")
    {
        _smoothing = smoothing;
        _ignoreCase = ignoreCase;
        _passAt = passAt;
    }

    internal override IReadOnlyList<EvaluatorScore> Evaluate(EvaluationSubject subject)
    {
        var counts = new BleuCounts();
        counts.Add(WordTokens.Mteval(subject.OutputText, _ignoreCase), [.. References(subject).Select(r => WordTokens.Mteval(r, _ignoreCase))]);
        return [Numeric(counts.Score(_smoothing), _passAt)];
    }
}
