namespace Observability.Evaluation.Statistics;

/// <summary>Where the spread of repeated scores comes from: items that differ, or answers to one item that differ.</summary>
/// <remarks>
/// Analysis of variance with items as random effects; Miller (arXiv 2411.00640). More repetitions shrink only the part within items, so beyond a few
/// of them only more items help: <see cref="StandardErrorAt"/> says how much.
/// </remarks>
public sealed record RepetitionVariance
{
    /// <summary>The mean over items, each item's mean counting once.</summary>
    public required Estimate Mean { get; init; }

    /// <summary>The variance of the items' true means.</summary>
    public required double BetweenItems { get; init; }

    /// <summary>The variance of scores of one item.</summary>
    public required double WithinItems { get; init; }

    /// <summary>The share of the variance that is between items, 0 to 1: how well one answer speaks for its item. 1 when nothing varies.</summary>
    public double IntraclassCorrelation => BetweenItems + WithinItems == 0 ? 1 : BetweenItems / (BetweenItems + WithinItems);

    /// <summary>Takes the scores of several items apart.</summary>
    /// <param name="scores">Per item the scores of its repetitions; one item may have more than another.</param>
    /// <param name="level">The confidence level of the mean.</param>
    /// <exception cref="ArgumentException">There are fewer than two items, an item has no score, or no item has two.</exception>
    public static RepetitionVariance Of(IReadOnlyList<IReadOnlyList<double>> scores, double level = 0.95)
    {
        Sample.CheckAny(scores, nameof(scores));
        var items = scores.Select((repetitions, index) =>
            repetitions is { Count: > 0 } ? Sample.Moments(repetitions, nameof(scores)) : throw new ArgumentException($"Item {index} has no score.", nameof(scores))).ToList();
        var freedom = items.Sum(item => item.Count) - items.Count;
        if (items.Count < 2 || freedom == 0)
        {
            throw new ArgumentException("The variance can be taken apart only with two items or more, of which one has two scores or more.", nameof(scores));
        }

        double[] means = [.. items.Select(item => item.Mean)];
        var within = items.Sum(item => item.SquaredDeviations) / freedom;
        return new RepetitionVariance
        {
            Mean = MeanEstimate.Of(means, level),
            WithinItems = within,
            BetweenItems = Math.Max(0, Sample.Moments(means, nameof(scores)).Variance - (within * items.Average(item => 1.0 / item.Count))),
        };
    }

    /// <summary>The standard error of the mean that an experiment of another size would have.</summary>
    /// <param name="items">How many items, above 0.</param>
    /// <param name="repetitions">How many repetitions of each, above 0.</param>
    public double StandardErrorAt(int items, int repetitions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(items);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(repetitions);
        return Math.Sqrt((BetweenItems + (WithinItems / repetitions)) / items);
    }
}
