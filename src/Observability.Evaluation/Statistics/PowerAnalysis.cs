using System.Globalization;
using MathNet.Numerics.RootFinding;

namespace Observability.Evaluation.Statistics;

/// <summary>How large a difference a comparison can find, and how many items it needs: asked before an experiment is paid for.</summary>
/// <remarks>
/// One object per design; create it by its factory. Power of means is that of the noncentral t distribution; power of proportions is summed over
/// every outcome of the test that <see cref="PairedComparison"/> or <see cref="UnpairedComparison"/> would make. It agrees with simulation within 2 points.
/// </remarks>
public sealed class PowerAnalysis
{
    private const int FewestItems = 2;

    private readonly Func<double, int, double> _power;
    private readonly Func<int, double, double> _smallestEffect;
    private readonly double _lowestEffect;
    private readonly double _highestEffect;

    private PowerAnalysis(
        Func<double, int, double> power, Func<int, double, double> smallestEffect, double lowestEffect, double highestEffect)
    {
        _power = power;
        _smallestEffect = smallestEffect;
        _lowestEffect = lowestEffect;
        _highestEffect = highestEffect;
    }

    /// <summary>Two runs on the same items, compared by the paired t-test.</summary>
    /// <param name="standardDeviation">The standard deviation of the differences per item, above 0.</param>
    /// <param name="level">One minus the significance level.</param>
    public static PowerAnalysis PairedMeans(double standardDeviation, double level = 0.95) =>
        Means(standardDeviation, count => Math.Sqrt(count), count => count - 1, level);

    /// <summary>Two runs on different items, as many in each, compared by the unpaired t-test.</summary>
    /// <param name="standardDeviation">The standard deviation of the values of one run, above 0.</param>
    /// <param name="level">One minus the significance level.</param>
    public static PowerAnalysis UnpairedMeans(double standardDeviation, double level = 0.95) =>
        Means(standardDeviation, count => Math.Sqrt(count / 2.0), count => (2.0 * count) - 2, level);

    /// <summary>Pass and fail of two runs on the same items, compared by McNemar's test.</summary>
    /// <param name="discordantShare">The share of items that pass in exactly one of the runs, above 0 to 1.</param>
    /// <param name="level">One minus the significance level.</param>
    public static PowerAnalysis PairedProportions(double discordantShare, double level = 0.95)
    {
        Confidence.Check(level);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(discordantShare);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(discordantShare, 1);
        return Proportions((effect, count) => McNemarTest.Power(count, discordantShare, effect, 1 - level), -discordantShare, discordantShare);
    }

    /// <summary>Pass and fail of two runs on different items, as many in each, compared by the pooled z-test.</summary>
    /// <param name="baseline">The pass rate of the baseline, 0 to 1.</param>
    /// <param name="level">One minus the significance level.</param>
    public static PowerAnalysis UnpairedProportions(double baseline, double level = 0.95)
    {
        Confidence.Check(level);
        if (baseline is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(baseline), baseline, "A pass rate is between 0 and 1.");
        }

        return Proportions((effect, count) => PooledTest.Power(count, baseline, effect, 1 - level), -baseline, 1 - baseline);
    }

    /// <summary>The probability that a true difference is found significant.</summary>
    /// <param name="effect">The true difference, candidate minus baseline.</param>
    /// <param name="count">How many items each run has, 2 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 2, or the effect is impossible in this design.</exception>
    public double Power(double effect, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, FewestItems);
        CheckEffect(effect);
        return _power(effect, count);
    }

    /// <summary>The smallest true difference found with probability <paramref name="power"/>; infinite when not even the largest possible one is.</summary>
    /// <remarks>For unpaired proportions it is the change towards one half, the harder of the two.</remarks>
    /// <param name="count">How many items each run has, 2 or more.</param>
    /// <param name="power">The wanted probability, above the significance level and below 1.</param>
    public double MinimumDetectableEffect(int count, double power = 0.8)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, FewestItems);
        return _smallestEffect(count, Confidence.Check(power));
    }

    /// <summary>How many items each run needs so that a true difference is found with probability <paramref name="power"/>.</summary>
    /// <remarks>
    /// The power of tests on pass and fail moves up and down by a point from one count to the next; the count given reaches the power and the one before does not.
    /// </remarks>
    /// <param name="effect">The true difference, candidate minus baseline; not 0.</param>
    /// <param name="power">The wanted probability, above the significance level and below 1.</param>
    /// <returns>The count; <see cref="int.MaxValue"/> when a billion is not enough.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The effect is 0 or impossible in this design.</exception>
    public int RequiredCount(double effect, double power = 0.8)
    {
        CheckEffect(effect);
        if (effect == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(effect), effect, "No number of items finds a difference of 0. Pass the smallest difference that matters.");
        }

        Confidence.Check(power);
        int enough = FewestItems, tooFew = 1;
        while (_power(effect, enough) < power)
        {
            if (enough > 1_000_000_000)
            {
                return int.MaxValue;
            }

            (tooFew, enough) = (enough, enough * 2);
        }

        while (enough - tooFew > 1)
        {
            var middle = tooFew + ((enough - tooFew) / 2);
            (tooFew, enough) = _power(effect, middle) < power ? (middle, enough) : (tooFew, middle);
        }

        return enough;
    }

    private static PowerAnalysis Means(double deviation, Func<int, double> precision, Func<int, double> degreesOfFreedom, double level)
    {
        Confidence.Check(level);
        if (!(deviation > 0 && double.IsFinite(deviation)))
        {
            throw new ArgumentOutOfRangeException(nameof(deviation), deviation, "A standard deviation is a positive number.");
        }

        return new PowerAnalysis(
            (effect, count) => NoncentralT.Power(effect / deviation * precision(count), degreesOfFreedom(count), level),
            (count, power) => NoncentralT.Shift(power, degreesOfFreedom(count), level) * deviation / precision(count),
            double.MinValue,
            double.MaxValue);
    }

    private static PowerAnalysis Proportions(Func<double, int, double> power, double lowest, double highest)
    {
        // The wider side leads past one half, where pass and fail spread most and differences are harder to see.
        var largest = highest >= -lowest ? highest : lowest;
        return new PowerAnalysis(
            power,
            (count, wanted) => power(largest, count) < wanted
                ? double.PositiveInfinity
                : Brent.FindRoot(size => power(Math.CopySign(size, largest), count) - wanted, 1e-9, Math.Abs(largest), 1e-4),
            lowest,
            highest);
    }

    private void CheckEffect(double effect)
    {
        if (!(effect >= _lowestEffect && effect <= _highestEffect))
        {
            throw new ArgumentOutOfRangeException(
                nameof(effect), effect, string.Create(CultureInfo.InvariantCulture, $"Differences possible in this design are between {_lowestEffect} and {_highestEffect}."));
        }
    }
}
