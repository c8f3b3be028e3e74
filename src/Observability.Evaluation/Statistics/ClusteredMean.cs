namespace Observability.Evaluation.Statistics;

/// <summary>The mean of values that come in clusters, its variance and the degrees of freedom of that variance.</summary>
/// <remarks>
/// The variance is the sum of squared cluster totals of residuals of Miller (arXiv 2411.00640), with each total raised for the residual's own share
/// in the mean (Bell and McCaffrey, Survey Methodology 28(2), 2002, CR2), the expectation corrected and Satterthwaite's degrees of freedom taken under
/// the intra-cluster correlation found in the data. For clusters of one value it is the ordinary variance with n - 1 degrees of freedom.
/// </remarks>
internal readonly record struct ClusteredMean(double Mean, double Variance, double DegreesOfFreedom, int Clusters)
{
    public double StandardError => Math.Sqrt(Variance);

    public static ClusteredMean Of<TKey>(IReadOnlyList<double> values, IReadOnlyList<TKey> clusters, string name)
        where TKey : notnull
    {
        var total = Sample.Moments(values, name);
        Sample.CheckPairs(values, clusters, nameof(clusters));
        var groups = values.Zip(clusters).GroupBy(pair => pair.Second, pair => pair.First).Select(group => Group.Of([.. group])).ToList();
        if (groups.Count == 1)
        {
            return new ClusteredMean(total.Mean, double.PositiveInfinity, 0, 1);
        }

        var correlation = Correlation(groups, total.Count, total.Mean);
        return Of(groups, total.Count, total.Mean, correlation);
    }

    private static ClusteredMean Of(List<Group> groups, double n, double mean, double correlation)
    {
        var ratio = groups.Sum(group => group.Spread(correlation)) / (n * n);
        double squares = 0, p = 0, q = 0, r = 0, trace = 0, diagonal = 0, own = 0;
        foreach (var group in groups)
        {
            var size = group.Count;
            var spread = group.Spread(correlation);
            var raise = 1 / (1 - (size / n));
            var residuals = size * (group.Mean - mean);
            squares += raise * residuals * residuals;

            // The totals are a quadratic form with matrix B; trace(B) is its expectation, trace(B)²/trace(B²) its degrees of freedom.
            var shared = (2 * size * spread / n) - (ratio * size * size);
            var entry = raise * (spread - shared);
            p += raise * size * size;
            q += raise * size * spread;
            r += raise * spread * spread;
            trace += entry;
            diagonal += entry * entry;
            own += raise * raise * shared * shared;
        }

        var everyPair = (2 * ((p * r) + (q * q)) / (n * n)) - (4 * ratio * p * q / n) + (ratio * ratio * p * p);
        var traceOfSquare = diagonal + everyPair - own;
        return new ClusteredMean(mean, squares * ratio / trace, trace * trace / traceOfSquare, groups.Count);
    }

    /// <summary>The intra-cluster correlation by analysis of variance, 0 to 1.</summary>
    private static double Correlation(List<Group> groups, double n, double mean)
    {
        if (groups.Count == n)
        {
            return 0;
        }

        var within = groups.Sum(group => group.SquaredDeviations) / (n - groups.Count);
        var between = groups.Sum(group => group.Count * (group.Mean - mean) * (group.Mean - mean)) / (groups.Count - 1);
        var typicalSize = (n - (groups.Sum(group => group.Count * group.Count) / n)) / (groups.Count - 1);
        var shared = Math.Max(0, (between - within) / typicalSize);
        return shared == 0 ? 0 : shared / (shared + within);
    }

    private readonly record struct Group(double Count, double Mean, double SquaredDeviations)
    {
        public static Group Of(double[] values)
        {
            var moments = Sample.Moments(values, nameof(values));
            return new Group(moments.Count, moments.Mean, moments.SquaredDeviations);
        }

        /// <summary>The variance of this cluster's total, in units of the variance of one value.</summary>
        public double Spread(double correlation) => Count * (1 + ((Count - 1) * correlation));
    }
}
