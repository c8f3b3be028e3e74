namespace Observability.Evaluation.Statistics;

/// <summary>The mean of values between 0 and 1 whose interval stays there too and does not collapse when all values are equal.</summary>
internal static class BoundedMean
{
    public static Estimate Of(IReadOnlyList<double> values, string method, double level)
    {
        var moments = Sample.Moments(values, nameof(values));
        var spread = moments.Mean * (1 - moments.Mean);

        // Pass/fail spreads most; less spread is worth more items, at Wilson's own price for few of them.
        var effective = moments.Variance > 0 && spread > 0
            ? Math.Max(values.Count, spread / moments.Variance * values.Count) * Few(level, values.Count)
            : values.Count;
        var error = values.Count > 1 ? Math.Sqrt(moments.Variance / values.Count) : double.PositiveInfinity;
        return ProportionEstimate.Wilson(Math.Clamp(moments.Mean, 0, 1), effective, error, level, values.Count, method);
    }

    private static double Few(double level, int count) => Math.Pow(Confidence.Normal(level) / Confidence.Student(level, count - 1), 2);
}
