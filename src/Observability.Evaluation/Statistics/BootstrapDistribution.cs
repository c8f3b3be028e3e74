using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace Observability.Evaluation.Statistics;

/// <summary>The values a statistic takes on resamples of the data, in ascending order.</summary>
internal sealed class BootstrapDistribution
{
    public const int FewestResamples = 100;

    private readonly double _value;
    private readonly double[] _resampled;
    private readonly int _count;
    private readonly double _acceleration;
    private readonly double _bias;
    private StudentizedMean? _studentized;

    /// <param name="value">The statistic of the data.</param>
    /// <param name="resampled">The statistic of each resample.</param>
    /// <param name="leftOut">The statistic of the data without one value each: its skew gives the acceleration.</param>
    /// <param name="count">How many values the data have.</param>
    public BootstrapDistribution(double value, double[] resampled, double[] leftOut, int count)
    {
        Array.Sort(resampled);
        _value = value;
        _resampled = resampled;
        _count = count;
        _acceleration = Acceleration(leftOut);
        _bias = Normal.InvCDF(0, 1, ShareBelow(value));
    }

    public static BootstrapDistribution Of(IReadOnlyList<double> values, Func<IReadOnlyList<double>, double> statistic, int resamples, int seed)
    {
        Sample.Moments(values, nameof(values));
        var buffer = new double[values.Count];
        var resampled = Resample(resamples, seed, random =>
        {
            for (var i = 0; i < buffer.Length; i++)
            {
                buffer[i] = values[random.Next(buffer.Length)];
            }

            return statistic(buffer);
        });
        return new BootstrapDistribution(statistic(values), resampled, values.Count < 2 ? [] : LeaveOneOut(values, statistic), values.Count);
    }

    public static BootstrapDistribution OfMean(IReadOnlyList<double> values, int resamples, int seed)
    {
        var moments = Sample.Moments(values, nameof(values));
        double n = values.Count;
        double[] centered = [.. values.Select(value => value - moments.Mean)];
        var distances = new List<double>(Math.Max(0, resamples));
        var resampled = Resample(resamples, seed, random =>
        {
            double sum = 0, squares = 0;
            for (var i = 0; i < centered.Length; i++)
            {
                var drawn = centered[random.Next(centered.Length)];
                sum += drawn;
                squares += drawn * drawn;
            }

            // A resample of equal values has no standard error, so no distance.
            var variance = (squares - (sum * sum / n)) / (n - 1);
            if (variance > 1e-12 * moments.Variance)
            {
                distances.Add(Math.Abs(sum / n) / Math.Sqrt(variance / n));
            }

            return moments.Mean + (sum / n);
        });

        // Leaving x out moves the mean by (mean - x)/(n - 1); the scale does not matter for the skew.
        return new BootstrapDistribution(moments.Mean, resampled, [.. centered.Select(value => -value)], centered.Length)
        {
            _studentized = new StudentizedMean(moments, distances),
        };
    }

    public static double[] Resample(int resamples, int seed, Func<MersenneTwister, double> draw)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, FewestResamples);
        var random = new MersenneTwister(seed, threadSafe: false);
        var resampled = new double[resamples];
        for (var i = 0; i < resamples; i++)
        {
            resampled[i] = draw(random);
        }

        return resampled;
    }

    public Estimate ToEstimate(BootstrapInterval interval, double level)
    {
        var tail = (1 - Confidence.Check(level)) / 2;
        if (interval == BootstrapInterval.Studentized && _studentized is not null)
        {
            return _studentized.ToEstimate(level);
        }

        var method = interval == BootstrapInterval.Percentile ? "percentile bootstrap" : "BCa bootstrap";
        if (_count < 2)
        {
            return Estimate.Symmetric(_value, double.PositiveInfinity, 1, level, _count, method);
        }

        var error = Math.Sqrt(Sample.Moments(_resampled, nameof(_resampled)).Variance);
        return Estimate.Between(_value, error, Quantile(Shifted(tail, interval)), Quantile(Shifted(1 - tail, interval)), level, _count, method);
    }

    /// <summary>The smallest two-sided error level at which the interval would exclude zero.</summary>
    public double PValue(BootstrapInterval interval)
    {
        if (_count < 2)
        {
            return 1;
        }

        if (interval == BootstrapInterval.Studentized && _studentized is not null)
        {
            return _studentized.PValue();
        }

        var z = Normal.InvCDF(0, 1, ShareBelow(0));
        if (interval == BootstrapInterval.BiasCorrected)
        {
            z = ((z - _bias) / (1 + (_acceleration * (z - _bias)))) - _bias;
        }

        return Math.Min(1, 2 * Normal.CDF(0, 1, -Math.Abs(z)));
    }

    private double Shifted(double probability, BootstrapInterval interval)
    {
        if (interval == BootstrapInterval.Percentile)
        {
            return probability;
        }

        var z = _bias + Normal.InvCDF(0, 1, probability);
        return Normal.CDF(0, 1, _bias + (z / (1 - (_acceleration * z))));
    }

    private double Quantile(double probability)
    {
        var rank = Math.Clamp((probability * (_resampled.Length + 1)) - 1, 0, _resampled.Length - 1);
        var below = (int)rank;
        var above = Math.Min(below + 1, _resampled.Length - 1);
        return _resampled[below] + ((_resampled[above] - _resampled[below]) * (rank - below));
    }

    // Ties count half. Kept inside (0, 1), so that a value beyond every resample has a finite quantile.
    private double ShareBelow(double value)
    {
        var below = Array.FindIndex(_resampled, x => x >= value) is var first and >= 0 ? first : _resampled.Length;
        var notAbove = Array.FindIndex(_resampled, x => x > value) is var next and >= 0 ? next : _resampled.Length;
        return ((below + notAbove) / 2.0 + 0.5) / (_resampled.Length + 1);
    }

    private static double[] LeaveOneOut(IReadOnlyList<double> values, Func<IReadOnlyList<double>, double> statistic)
    {
        var rest = values.Skip(1).ToArray();
        var results = new double[values.Count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = statistic(rest);
            if (i < rest.Length)
            {
                rest[i] = values[i];
            }
        }

        return results;
    }

    private static double Acceleration(double[] leftOut)
    {
        var mean = leftOut.Length == 0 ? 0 : leftOut.Average();
        var squares = leftOut.Sum(value => Math.Pow(mean - value, 2));
        return squares == 0 ? 0 : leftOut.Sum(value => Math.Pow(mean - value, 3)) / (6 * Math.Pow(squares, 1.5));
    }
}
