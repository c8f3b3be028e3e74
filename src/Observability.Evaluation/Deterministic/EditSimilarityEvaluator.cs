using Observability.Evaluation.Deterministic.Text;

namespace Observability.Evaluation.Deterministic;

/// <summary>How few characters must change to make the answer the expected one.</summary>
/// <remarks>
/// Metric <c>edit-similarity</c> in [0, 1]: 1 − Levenshtein distance / length of the longer text, over Unicode characters; the best of several
/// references counts. Symmetric. Levenshtein 1966. At most 20,000 characters are compared.
/// </remarks>
public sealed class EditSimilarityEvaluator : DeterministicEvaluator
{
    private readonly bool _ignoreCase;
    private readonly double? _passAt;

    /// <summary>Creates it.</summary>
    /// <param name="ignoreCase">Whether case counts.</param>
    /// <param name="passAt">The least score that passes; no opinion when null.</param>
    public EditSimilarityEvaluator(bool ignoreCase = false, double? passAt = null)
        : base("edit-similarity", "edit-similarity")
    {
        _ignoreCase = ignoreCase;
        _passAt = passAt;
    }

    internal override IReadOnlyList<EvaluatorScore> Evaluate(EvaluationSubject subject)
    {
        var answer = Fold(subject.OutputText);
        var best = 0.0;
        foreach (var reference in References(subject))
        {
            best = Math.Max(best, Similarity.Edit(answer, Fold(reference)));
        }

        return [Numeric(best, _passAt)];
    }

    private string Fold(string text) => _ignoreCase ? text.ToLowerInvariant() : text;
}
