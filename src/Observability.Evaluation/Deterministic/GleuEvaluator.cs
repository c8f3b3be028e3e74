using Observability.Evaluation.Deterministic.Text;

namespace Observability.Evaluation.Deterministic;

/// <summary>How much answer and expected answer have in common, by runs of one to four words: Google's GLEU.</summary>
/// <remarks>
/// Metric <c>gleu</c> in [0, 1]: shared n-grams / the larger number of n-grams of both, which is min(precision, recall). Symmetric; the best of
/// several references counts. Wu et al., arXiv 1609.08144; tokens as in mteval-v13a.
/// </remarks>
public sealed class GleuEvaluator : DeterministicEvaluator
{
    private readonly bool _ignoreCase;
    private readonly double? _passAt;

    /// <summary>Creates it.</summary>
    /// <param name="ignoreCase">Whether case counts.</param>
    /// <param name="passAt">The least score that passes; no opinion when null.</param>
    public GleuEvaluator(bool ignoreCase = false, double? passAt = null)
        : base("gleu", "gleu")
    {
        _ignoreCase = ignoreCase;
        _passAt = passAt;
    }

    internal override IReadOnlyList<EvaluatorScore> Evaluate(EvaluationSubject subject)
    {
        var counts = new GleuCounts();
        counts.Add(WordTokens.Mteval(subject.OutputText, _ignoreCase), [.. References(subject).Select(r => WordTokens.Mteval(r, _ignoreCase))]);
        return [Numeric(counts.Score(), _passAt)];
    }
}
