using Observability.Evaluation.Deterministic.Text;

namespace Observability.Evaluation.Deterministic;

/// <summary>How much of the answer is taken word for word from the documents it should rest on.</summary>
/// <remarks>
/// Metric <c>groundedness-overlap</c> in [0, 1]: the share of the answer's n-grams (n = 3; of a shorter answer as many words as it has) that are in a
/// document: ROUGE-N's precision with the documents as references (Lin 2004). It knows no meaning: a faithful paraphrase scores low, a copied
/// sentence that does not answer scores high. Without documents it fails; an empty answer is skipped.
/// </remarks>
public sealed class GroundednessOverlapEvaluator : DeterministicEvaluator
{
    private readonly int _order;
    private readonly double? _passAt;

    /// <summary>Creates it.</summary>
    /// <param name="order">How many words are compared at a time, at least 1.</param>
    /// <param name="passAt">The least score that passes; no opinion when null.</param>
    public GroundednessOverlapEvaluator(int order = 3, double? passAt = null)
        : base("groundedness-overlap", "groundedness-overlap")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        _order = order;
        _passAt = passAt;
    }

    internal override IReadOnlyList<EvaluatorScore> Evaluate(EvaluationSubject subject)
    {
        if (subject.Context.Count == 0)
        {
            throw new EvaluationFailedException("This evaluator compares with documents, and the subject has none: no retrieval in its trace and no 'context' in its dataset item.");
        }

        var answer = WordTokens.Rouge(subject.OutputText);
        if (answer.Length == 0)
        {
            return [EvaluatorScore.Skipped(Metric, "The answer has no words.")];
        }

        var order = Math.Min(_order, answer.Length);
        var grams = TokenHash.SortedGrams(answer, order);
        var documents = subject.Context.Select(document => TokenHash.SortedGrams(WordTokens.Rouge(document), order)).ToList();
        var found = 0;
        foreach (var gram in grams)
        {
            found += documents.Exists(document => Array.BinarySearch(document, gram) >= 0) ? 1 : 0;
        }

        return [Numeric((double)found / grams.Length, _passAt, $"{found} of {grams.Length} runs of {order} words are in the documents.")];
    }
}
