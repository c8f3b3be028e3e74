using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;
using MathNet.Numerics.RootFinding;

namespace Observability.Evaluation.Statistics;

/// <summary>The power of two-sided t-tests.</summary>
internal static class NoncentralT
{
    private const double NormalFrom = 1e5;

    /// <summary>The probability that a t statistic with a true shift is beyond the critical value.</summary>
    /// <param name="shift">The true difference in standard errors.</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    /// <param name="level">One minus the significance level.</param>
    public static double Power(double shift, double degreesOfFreedom, double level)
    {
        var critical = Confidence.Student(level, degreesOfFreedom);
        if (degreesOfFreedom > NormalFrom)
        {
            return Beyond(1);
        }

        // The t statistic is (Z + shift)/s, where s² is chi-square over its degrees of freedom: average over s.
        var half = degreesOfFreedom / 2;
        var logScale = Math.Log(2) + (half * Math.Log(half)) - SpecialFunctions.GammaLn(half);
        var reach = 9 / Math.Sqrt(2 * degreesOfFreedom);
        return Math.Clamp(GaussLegendreRule.Integrate(s => Beyond(s) * Density(s), Math.Max(0, 1 - reach), 1 + reach, 128), 0, 1);

        double Beyond(double s) => Normal.CDF(0, 1, shift - (critical * s)) + Normal.CDF(0, 1, -shift - (critical * s));

        double Density(double s) => s <= 0 ? 0 : Math.Exp(logScale + ((degreesOfFreedom - 1) * Math.Log(s)) - (half * s * s));
    }

    /// <summary>The shift, in standard errors, that reaches <paramref name="power"/>.</summary>
    public static double Shift(double power, double degreesOfFreedom, double level)
    {
        if (degreesOfFreedom <= 0)
        {
            return double.PositiveInfinity;
        }

        var upper = Confidence.Student(level, degreesOfFreedom) + 1;
        while (Power(upper, degreesOfFreedom, level) < power)
        {
            upper *= 2;
        }

        return Brent.FindRoot(shift => Power(shift, degreesOfFreedom, level) - power, 0, upper, 1e-9);
    }
}
