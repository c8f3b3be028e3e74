using MathNet.Numerics.Distributions;

namespace Observability.Evaluation.Statistics;

/// <summary>The z-test for two independent proportions with the pooled variance.</summary>
internal static class PooledTest
{
    private const double ExactPowerUpTo = 2000;

    public static double Statistic(double first, double firstTrials, double second, double secondTrials)
    {
        var pooled = (first + second) / (firstTrials + secondTrials);
        var variance = pooled * (1 - pooled) * ((1 / firstTrials) + (1 / secondTrials));
        var difference = (second / secondTrials) - (first / firstTrials);
        return variance > 0 ? difference / Math.Sqrt(variance) : 0;
    }

    public static double Power(int count, double baseline, double effect, double alpha)
    {
        var candidate = Math.Clamp(baseline + effect, 0, 1);
        var critical = Confidence.Normal(1 - alpha);
        if (count > ExactPowerUpTo)
        {
            var middle = (baseline + candidate) / 2;
            var assumed = Math.Sqrt(2 * middle * (1 - middle) / count);
            var actual = Math.Sqrt(Math.Max(((baseline * (1 - baseline)) + (candidate * (1 - candidate))) / count, double.Epsilon));
            return Normal.CDF(0, 1, (Math.Abs(candidate - baseline) - (critical * assumed)) / actual);
        }

        var spread = 6 * Math.Sqrt(count * baseline * (1 - baseline));
        var from = Math.Max(0, (int)((count * baseline) - spread));
        var to = Math.Min(count, (int)((count * baseline) + spread) + 1);
        var power = 0.0;
        for (var passed = from; passed <= to; passed++)
        {
            var fewest = First(passed, count, passes => Statistic(passed, count, passes, count) >= critical);
            var most = First(-1, passed, passes => Statistic(passed, count, passes, count) > -critical) - 1;
            var above = fewest > count ? 0 : 1 - Binomial.CDF(candidate, count, fewest - 1);
            var below = most < 0 ? 0 : Binomial.CDF(candidate, count, most);
            power += Binomial.PMF(baseline, count, passed) * (above + below);
        }

        return Math.Min(1, power);
    }

    /// <summary>The first whole number after <paramref name="low"/> that satisfies a condition which, once true, stays true; one past <paramref name="high"/> when none does.</summary>
    private static int First(int low, int high, Func<int, bool> condition)
    {
        high++;
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (condition(middle))
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return high;
    }
}
