namespace Observability.Evaluation.Statistics;

/// <summary>Whether a pairwise judge sticks to its verdict when the two answers change places.</summary>
/// <remarks>Zheng et al., "Judging LLM-as-a-Judge with MT-Bench and Chatbot Arena", arXiv 2306.05685.</remarks>
public sealed record OrderSwapAudit
{
    /// <summary>The share of pairs whose verdict changes with the order. 0 for a judge that reads the answers, 1 for one that reads only their position.</summary>
    public required Estimate FlipRate { get; init; }

    /// <summary>Among the pairs where the judge named the same position both times, the share that named the first; null when there is none. 0.5 is no leaning.</summary>
    public required Estimate? FirstPositionShare { get; init; }

    /// <summary>The two-sided exact probability of such a leaning in a judge that has none; 1 when no pair shows one.</summary>
    public required double PositionBiasPValue { get; init; }

    /// <summary>Audits a judge that was asked about every pair twice.</summary>
    /// <param name="original">The verdict per pair with the answers in their original order.</param>
    /// <param name="swapped">The verdict per pair, in the same order of pairs, with the answers changed round.</param>
    /// <param name="level">The confidence level.</param>
    /// <exception cref="ArgumentException">The lists are empty or differ in length.</exception>
    public static OrderSwapAudit Of(IReadOnlyList<PairwiseVerdict> original, IReadOnlyList<PairwiseVerdict> swapped, double level = 0.95)
    {
        Sample.CheckPairs(original, swapped, nameof(swapped));
        var pairs = original.Zip(swapped).ToList();
        var first = pairs.Count(pair => pair is (PairwiseVerdict.First, PairwiseVerdict.First));
        var second = pairs.Count(pair => pair is (PairwiseVerdict.Second, PairwiseVerdict.Second));
        return new OrderSwapAudit
        {
            FlipRate = ProportionEstimate.Of(pairs.Count(pair => pair.Second != Mirror(pair.First)), pairs.Count, level),
            FirstPositionShare = first + second == 0 ? null : ProportionEstimate.Of(first, first + second, level),
            PositionBiasPValue = McNemarTest.ExactPValue(first, second),
        };
    }

    private static PairwiseVerdict Mirror(PairwiseVerdict verdict) => verdict switch
    {
        PairwiseVerdict.First => PairwiseVerdict.Second,
        PairwiseVerdict.Second => PairwiseVerdict.First,
        _ => PairwiseVerdict.Tie,
    };
}
