namespace Observability.Evaluation.Statistics;

/// <summary>Any statistic of independent values with a bootstrap interval: a median, a 95th percentile, the mean of skewed costs.</summary>
/// <remarks>Bootstrap intervals are a little too narrow below about 30 values; for means of well-behaved scores prefer <see cref="MeanEstimate"/>.</remarks>
public static class BootstrapEstimate
{
    /// <summary>How many resamples are drawn unless told otherwise.</summary>
    public const int DefaultResamples = 5000;

    /// <summary>Estimates <paramref name="statistic"/>.</summary>
    /// <param name="values">One value per item.</param>
    /// <param name="statistic">Computes the statistic of a list as long as <paramref name="values"/> or one shorter. It must not keep the list, which is used again.</param>
    /// <param name="interval">How the interval is read off the resamples: corrected or plain percentiles.</param>
    /// <param name="resamples">How many resamples, 100 or more.</param>
    /// <param name="seed">The same seed gives the same interval.</param>
    /// <param name="level">The confidence level.</param>
    /// <exception cref="ArgumentException">The list is empty or holds NaN or an infinite value, or the interval is <see cref="BootstrapInterval.Studentized"/>.</exception>
    public static Estimate Of(
        IReadOnlyList<double> values,
        Func<IReadOnlyList<double>, double> statistic,
        BootstrapInterval interval = BootstrapInterval.BiasCorrected,
        int resamples = DefaultResamples,
        int seed = 1,
        double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        if (interval == BootstrapInterval.Studentized)
        {
            throw new ArgumentException("A studentized interval needs the statistic's standard error, which is known for means only. Use OfMean or another interval.", nameof(interval));
        }

        return BootstrapDistribution.Of(values, statistic, resamples, seed).ToEstimate(interval, level);
    }

    /// <summary>Estimates the mean.</summary>
    /// <param name="values">One value per item.</param>
    /// <param name="interval">How the interval is read off the resamples.</param>
    /// <param name="resamples">How many resamples, 100 or more.</param>
    /// <param name="seed">The same seed gives the same interval.</param>
    /// <param name="level">The confidence level.</param>
    /// <exception cref="ArgumentException">The list is empty or holds NaN or an infinite value.</exception>
    public static Estimate OfMean(
        IReadOnlyList<double> values,
        BootstrapInterval interval = BootstrapInterval.Studentized,
        int resamples = DefaultResamples,
        int seed = 1,
        double level = 0.95) => BootstrapDistribution.OfMean(values, resamples, seed).ToEstimate(interval, level);
}
