namespace Observability.Evaluation.Statistics;

/// <summary>Compares two runs on the same items, item by item: what both find hard or easy cancels out.</summary>
/// <remarks>
/// Pairing is what makes small test sets speak: with 220 correlated items a rise from 70 % to 77.6 % is found in 84 % of runs, where an unpaired test finds it in 40 %.
/// Both lists hold the same items in the same order; leave out items that lack a value in either run.
/// </remarks>
public static class PairedComparison
{
    /// <summary>Compares means by the paired t-test.</summary>
    /// <param name="baseline">The baseline's value per item.</param>
    /// <param name="candidate">The candidate's value per item, in the same order.</param>
    /// <param name="level">The confidence level.</param>
    /// <exception cref="ArgumentException">The lists are empty or differ in length, or a value is NaN or infinite.</exception>
    public static MeanDifference Means(IReadOnlyList<double> baseline, IReadOnlyList<double> candidate, double level = 0.95)
    {
        var difference = MeanEstimate.Of(Sample.Differences(baseline, candidate), level) with { Method = "paired t" };
        return Compare(baseline, candidate, difference, baseline.Count - 1, "paired t");
    }

    /// <summary>Compares means by the paired t-test when items of one cluster resemble each other.</summary>
    /// <param name="baseline">The baseline's value per item.</param>
    /// <param name="candidate">The candidate's value per item, in the same order.</param>
    /// <param name="clusters">The cluster of each item, in the same order.</param>
    /// <param name="level">The confidence level.</param>
    /// <typeparam name="TKey">What names a cluster, such as a document id.</typeparam>
    /// <exception cref="ArgumentException">The lists are empty or differ in length, or a value is NaN or infinite.</exception>
    public static MeanDifference ClusteredMeans<TKey>(
        IReadOnlyList<double> baseline, IReadOnlyList<double> candidate, IReadOnlyList<TKey> clusters, double level = 0.95)
        where TKey : notnull
    {
        var mean = ClusteredMean.Of(Sample.Differences(baseline, candidate), clusters, nameof(candidate));
        var method = $"clustered paired t, {mean.Clusters} clusters";
        var difference = Estimate.Symmetric(
            mean.Mean, mean.StandardError, Confidence.Student(level, mean.DegreesOfFreedom), level, baseline.Count, method);
        return Compare(baseline, candidate, difference, mean.DegreesOfFreedom, "clustered paired t");
    }

    /// <summary>Compares means by resampling the items, for values with long tails (cost, latency, length) where Student's interval may be too narrow.</summary>
    /// <remarks>
    /// The p-value is the smallest level at which the interval excludes zero. Percentiles, corrected or not, call equal runs with long tails different in 6 to 7 % of
    /// cases (100 items); the studentized interval keeps its 5 %.
    /// </remarks>
    /// <param name="baseline">The baseline's value per item.</param>
    /// <param name="candidate">The candidate's value per item, in the same order.</param>
    /// <param name="interval">How the interval is read off the resamples.</param>
    /// <param name="resamples">How many resamples, 100 or more.</param>
    /// <param name="seed">The same seed gives the same interval.</param>
    /// <param name="level">The confidence level.</param>
    /// <exception cref="ArgumentException">The lists are empty or differ in length, or a value is NaN or infinite.</exception>
    public static MeanDifference Bootstrap(
        IReadOnlyList<double> baseline,
        IReadOnlyList<double> candidate,
        BootstrapInterval interval = BootstrapInterval.Studentized,
        int resamples = BootstrapEstimate.DefaultResamples,
        int seed = 1,
        double level = 0.95)
    {
        var distribution = BootstrapDistribution.OfMean(Sample.Differences(baseline, candidate), resamples, seed);
        var difference = distribution.ToEstimate(interval, level);
        return Compare(baseline, candidate, difference, baseline.Count - 1, "bootstrap") with { PValue = distribution.PValue(interval) };
    }

    /// <summary>Compares pass rates by McNemar's test: exact below 25 items on which the runs disagree, mid-p from there on.</summary>
    /// <remarks>The interval of the difference is the adjusted Wald interval of Bonett and Price, Journal of Educational and Behavioral Statistics 37(4), 2012.</remarks>
    /// <param name="baseline">Whether the baseline passed each item.</param>
    /// <param name="candidate">Whether the candidate passed each item, in the same order.</param>
    /// <param name="level">The confidence level.</param>
    /// <exception cref="ArgumentException">The lists are empty or differ in length.</exception>
    public static MeanDifference Proportions(IReadOnlyList<bool> baseline, IReadOnlyList<bool> candidate, double level = 0.95)
    {
        Sample.CheckPairs(baseline, candidate, nameof(candidate));
        var pairs = baseline.Zip(candidate).ToList();
        return Proportions(
            pairs.Count(pair => pair is (true, true)),
            better: pairs.Count(pair => pair is (false, true)),
            worse: pairs.Count(pair => pair is (true, false)),
            pairs.Count,
            level);
    }

    private static MeanDifference Proportions(int bothPassed, int better, int worse, int count, double level)
    {
        double n = count;
        var value = (better - worse) / n;
        double more = (better + 1) / (n + 2), less = (worse + 1) / (n + 2);
        var center = more - less;
        var margin = Confidence.Normal(level) * Math.Sqrt((more + less - (center * center)) / (n + 2));
        var discordant = (better + worse) / n;
        var error = Math.Sqrt(Math.Max(0, discordant - (value * value)) / n);
        return new MeanDifference
        {
            Baseline = (bothPassed + worse) / n,
            Candidate = (bothPassed + better) / n,
            Difference = Estimate.Between(
                value, error, Math.Clamp(center - margin, -1, value), Math.Clamp(center + margin, value, 1), level, count, "Bonett-Price"),
            PValue = McNemarTest.PValue(better, worse),
            Test = McNemarTest.NameFor(better + worse),
            MinimumDetectableEffect = count < 2
                ? double.PositiveInfinity
                : PowerAnalysis.PairedProportions(more + less, level).MinimumDetectableEffect(count, MeanDifference.Power),
            RequiredCount = better == worse ? null : PowerAnalysis.PairedProportions(discordant, level).RequiredCount(value, MeanDifference.Power),
        };
    }

    private static MeanDifference Compare(
        IReadOnlyList<double> baseline, IReadOnlyList<double> candidate, Estimate difference, double degreesOfFreedom, string test)
    {
        var shift = difference.StandardError == 0 ? 0 : NoncentralT.Shift(MeanDifference.Power, degreesOfFreedom, difference.Level);
        return new MeanDifference
        {
            Baseline = baseline.Average(),
            Candidate = candidate.Average(),
            Difference = difference,
            PValue = Confidence.StudentPValue(difference.Value, difference.StandardError, degreesOfFreedom),
            Test = test,
            MinimumDetectableEffect = difference.StandardError == 0 ? 0 : shift * difference.StandardError,
            RequiredCount = Required(difference, shift),
        };
    }

    // The standard error falls with the root of the count; the critical value's own fall with more degrees of freedom is left out, to the safe side.
    private static int? Required(Estimate difference, double shift)
    {
        var size = Math.Abs(difference.Value);
        if (size == 0 || difference.StandardError == 0 || !double.IsFinite(shift))
        {
            return null;
        }

        var needed = difference.Count * Math.Pow(shift * difference.StandardError / size, 2);
        return needed > int.MaxValue ? int.MaxValue : Math.Max(2, (int)Math.Ceiling(needed));
    }
}
