using MathNet.Numerics.Distributions;

namespace Observability.Evaluation.Statistics;

/// <summary>Two-sided quantiles and p-values of the normal and Student's t distribution.</summary>
internal static class Confidence
{
    // Above this many degrees of freedom t and normal quantiles agree to seven digits.
    private const double NormalFrom = 1e7;

    public static double Check(double level) => level is > 0 and < 1
        ? level
        : throw new ArgumentOutOfRangeException(nameof(level), level, "The level is a probability between 0 and 1, such as 0.95.");

    /// <summary>What a standard normal number stays below in absolute value with probability <paramref name="level"/>.</summary>
    public static double Normal(double level) => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (1 + Check(level)) / 2);

    /// <summary>The same of Student's t; infinite without degrees of freedom.</summary>
    public static double Student(double level, double degreesOfFreedom) => degreesOfFreedom switch
    {
        <= 0 => double.PositiveInfinity,
        > NormalFrom => Normal(level),
        _ => StudentT.InvCDF(0, 1, degreesOfFreedom, (1 + Check(level)) / 2),
    };

    public static double NormalPValue(double z) => 2 * MathNet.Numerics.Distributions.Normal.CDF(0, 1, -Math.Abs(z));

    /// <summary>The two-sided p-value of a value with its standard error; 1 for no difference, 0 for one without any spread.</summary>
    public static double StudentPValue(double value, double standardError, double degreesOfFreedom)
    {
        if (value == 0 || double.IsInfinity(standardError) || degreesOfFreedom <= 0)
        {
            return 1;
        }

        var t = Math.Abs(value) / standardError;
        return degreesOfFreedom > NormalFrom ? NormalPValue(t)
            : double.IsInfinity(t) ? 0
            : 2 * StudentT.CDF(0, 1, degreesOfFreedom, -t);
    }
}
