namespace Observability.Evaluation.Statistics;

/// <summary>The share of passed items with Wilson's interval, plain or by clusters.</summary>
public static class ProportionEstimate
{
    /// <summary>The share of successes in independent trials.</summary>
    /// <remarks>Wilson, Journal of the American Statistical Association 22(158), 1927. It stays within 0 and 1, also when all or none passed.</remarks>
    /// <param name="successes">How many passed, 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">How many there were, above 0.</param>
    /// <param name="level">The confidence level.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range.</exception>
    public static Estimate Of(int successes, int trials, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        var share = (double)successes / trials;
        return Wilson(share, trials, Math.Sqrt(share * (1 - share) / trials), level, trials, "Wilson");
    }

    /// <summary>The share of passed items, which are independent of each other.</summary>
    /// <param name="outcomes">Whether each item passed.</param>
    /// <param name="level">The confidence level.</param>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    public static Estimate Of(IReadOnlyList<bool> outcomes, double level = 0.95)
    {
        Sample.CheckAny(outcomes, nameof(outcomes));
        return Of(outcomes.Count(outcome => outcome), outcomes.Count, level);
    }

    /// <summary>The share of passed items of which those of one cluster resemble each other.</summary>
    /// <remarks>
    /// Wilson's interval at the effective number of items: the number of independent ones that would have the cluster-robust variance, lowered for that
    /// variance's few degrees of freedom (Korn and Graubard, Survey Methodology 24(2), 1998). When all or none passed it is the number of clusters.
    /// </remarks>
    /// <param name="outcomes">Whether each item passed.</param>
    /// <param name="clusters">The cluster of each item, in the same order.</param>
    /// <param name="level">The confidence level.</param>
    /// <typeparam name="TKey">What names a cluster, such as a session id.</typeparam>
    /// <exception cref="ArgumentException">The lists are empty or differ in length.</exception>
    public static Estimate OfClusters<TKey>(IReadOnlyList<bool> outcomes, IReadOnlyList<TKey> clusters, double level = 0.95)
        where TKey : notnull
    {
        Sample.CheckAny(outcomes, nameof(outcomes));
        var mean = ClusteredMean.Of(Sample.Numbers(outcomes), clusters, nameof(outcomes));
        var spread = mean.Mean * (1 - mean.Mean);
        double effective = mean.Clusters;
        if (spread > 0 && mean.Clusters > 1)
        {
            var few = Confidence.Student(level, outcomes.Count - 1) / Confidence.Student(level, mean.DegreesOfFreedom);
            effective = mean.Variance == 0 ? outcomes.Count : Math.Min(outcomes.Count, spread / mean.Variance * few * few);
        }

        return Wilson(mean.Mean, effective, mean.StandardError, level, outcomes.Count, $"clustered Wilson, {mean.Clusters} clusters");
    }

    internal static Estimate Wilson(double share, double trials, double standardError, double level, int count, string method)
    {
        var z = Confidence.Normal(level);
        var square = z * z / trials;
        var center = (share + (square / 2)) / (1 + square);
        var margin = z / (1 + square) * Math.Sqrt((share * (1 - share) / trials) + (square / trials / 4));

        // Rounding must not put a bound on the wrong side of the share itself.
        return Estimate.Between(
            share, standardError, Math.Clamp(center - margin, 0, share), Math.Clamp(center + margin, share, 1), level, count, method);
    }
}
