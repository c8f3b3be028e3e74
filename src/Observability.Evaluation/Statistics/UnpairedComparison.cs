namespace Observability.Evaluation.Statistics;

/// <summary>Compares two runs on different items, or live traffic of two days. Where the items are the same, <see cref="PairedComparison"/> sees far more.</summary>
public static class UnpairedComparison
{
    /// <summary>Compares means by Welch's t-test, which allows the runs different spreads and sizes.</summary>
    /// <param name="baseline">The values of the baseline.</param>
    /// <param name="candidate">The values of the candidate.</param>
    /// <param name="level">The confidence level.</param>
    /// <exception cref="ArgumentException">A list is empty or holds NaN or an infinite value.</exception>
    public static MeanDifference Means(IReadOnlyList<double> baseline, IReadOnlyList<double> candidate, double level = 0.95)
    {
        var first = Sample.Moments(baseline, nameof(baseline));
        var second = Sample.Moments(candidate, nameof(candidate));
        double error = double.PositiveInfinity, freedom = 0;
        if (first.Count > 1 && second.Count > 1)
        {
            double a = first.Variance / first.Count, b = second.Variance / second.Count;
            error = Math.Sqrt(a + b);
            freedom = a + b == 0
                ? first.Count + second.Count - 2
                : (a + b) * (a + b) / ((a * a / (first.Count - 1)) + (b * b / (second.Count - 1)));
        }

        var value = second.Mean - first.Mean;
        var shift = error == 0 ? 0 : NoncentralT.Shift(MeanDifference.Power, freedom, level);
        return new MeanDifference
        {
            Baseline = first.Mean,
            Candidate = second.Mean,
            Difference = Estimate.Symmetric(
                value, error, Confidence.Student(level, freedom), level, Math.Min(baseline.Count, candidate.Count), "Welch t"),
            PValue = Confidence.StudentPValue(value, error, freedom),
            Test = "Welch t",
            MinimumDetectableEffect = error == 0 ? 0 : shift * error,
            RequiredCount = value == 0 || error == 0 || !double.IsFinite(error)
                ? null
                : PowerAnalysis.UnpairedMeans(Math.Sqrt((first.Variance + second.Variance) / 2), level).RequiredCount(value, MeanDifference.Power),
        };
    }

    /// <summary>Compares pass rates by the pooled z-test, with Newcombe's interval (Statistics in Medicine 17, 1998, method 10).</summary>
    /// <param name="baseline">Whether each item of the baseline passed.</param>
    /// <param name="candidate">Whether each item of the candidate passed.</param>
    /// <param name="level">The confidence level.</param>
    /// <exception cref="ArgumentException">A list is empty.</exception>
    public static MeanDifference Proportions(IReadOnlyList<bool> baseline, IReadOnlyList<bool> candidate, double level = 0.95)
    {
        var first = ProportionEstimate.Of(baseline, level);
        var second = ProportionEstimate.Of(candidate, level);
        var value = second.Value - first.Value;
        var lower = value - Distance(second.Value - second.Lower, first.Upper - first.Value);
        var upper = value + Distance(second.Upper - second.Value, first.Value - first.Lower);
        var count = Math.Min(baseline.Count, candidate.Count);
        var z = PooledTest.Statistic(first.Value * baseline.Count, baseline.Count, second.Value * candidate.Count, candidate.Count);
        var power = PowerAnalysis.UnpairedProportions(first.Value, level);
        return new MeanDifference
        {
            Baseline = first.Value,
            Candidate = second.Value,
            Difference = Estimate.Between(value, Distance(first.StandardError, second.StandardError), lower, upper, level, count, "Newcombe"),
            PValue = Confidence.NormalPValue(z),
            Test = "pooled z",
            MinimumDetectableEffect = count < 2 ? double.PositiveInfinity : power.MinimumDetectableEffect(count, MeanDifference.Power),
            RequiredCount = value == 0 ? null : power.RequiredCount(value, MeanDifference.Power),
        };
    }

    private static double Distance(double a, double b) => Math.Sqrt((a * a) + (b * b));
}
