namespace Observability.Evaluation.Statistics;

/// <summary>How often a judge gives the same label when it is asked the same again: the ceiling of any agreement with others.</summary>
public static class SelfConsistency
{
    /// <summary>The mean over items of the share of pairs of its labels that are equal.</summary>
    /// <param name="repeats">Per item the labels of its repetitions. Items with fewer than two say nothing and are left out.</param>
    /// <param name="level">The confidence level.</param>
    /// <typeparam name="T">The label: a string, a Boolean, an integer, an enumeration.</typeparam>
    /// <exception cref="ArgumentException">No item has two labels.</exception>
    public static Estimate Of<T>(IReadOnlyList<IReadOnlyList<T>> repeats, double level = 0.95)
        where T : notnull
    {
        Sample.CheckAny(repeats, nameof(repeats));
        double[] shares = [.. repeats.Where(labels => labels.Count > 1).Select(EqualPairs)];
        return shares.Length == 0
            ? throw new ArgumentException("No item was judged twice, so nothing is known of the judge's consistency.", nameof(repeats))
            : BoundedMean.Of(shares, "self-consistency", level);
    }

    private static double EqualPairs<T>(IReadOnlyList<T> labels)
        where T : notnull => labels.CountBy(label => label).Sum(label => (double)label.Value * (label.Value - 1)) / ((double)labels.Count * (labels.Count - 1));
}
