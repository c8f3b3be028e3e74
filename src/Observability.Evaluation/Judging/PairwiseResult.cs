using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Judging;

/// <summary>What a pairwise judge said of two answers in both orders.</summary>
/// <param name="Original">The verdict with the first answer shown first.</param>
/// <param name="Swapped">The verdict with the first answer shown second.</param>
/// <param name="OriginalReasoning">Why, in the first order.</param>
/// <param name="SwappedReasoning">Why, in the second order.</param>
public sealed record PairwiseResult(PairwiseVerdict Original, PairwiseVerdict Swapped, string OriginalReasoning, string SwappedReasoning)
{
    /// <summary>1 where the first answer was preferred in both orders, 0 where the second was, else 0.5: disagreement is a tie.</summary>
    public double Preference => (Original, Swapped) switch
    {
        (PairwiseVerdict.First, PairwiseVerdict.Second) => 1,
        (PairwiseVerdict.Second, PairwiseVerdict.First) => 0,
        _ => 0.5,
    };

    /// <summary>Whether the order changed the verdict.</summary>
    public bool IsFlipped => Preference == 0.5 && (Original, Swapped) != (PairwiseVerdict.Tie, PairwiseVerdict.Tie);
}
