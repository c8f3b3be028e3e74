using System.Globalization;
using System.Text.Json.Serialization;

namespace Observability.Evaluation.Statistics;

/// <summary>An estimated number with its standard error and confidence interval.</summary>
/// <remarks>
/// Where the data say nothing about the spread (one value, one cluster) the standard error is infinite and so are the bounds; they are never NaN. JSON
/// holds them as the words <c>Infinity</c> and <c>-Infinity</c>.
/// </remarks>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record Estimate
{
    /// <summary>The estimate itself.</summary>
    public required double Value { get; init; }

    /// <summary>The standard deviation the estimate would show if the data were drawn again.</summary>
    public required double StandardError { get; init; }

    /// <summary>The lower end of the confidence interval.</summary>
    public required double Lower { get; init; }

    /// <summary>The upper end of the confidence interval.</summary>
    public required double Upper { get; init; }

    /// <summary>The probability with which such an interval covers the truth, such as 0.95.</summary>
    public required double Level { get; init; }

    /// <summary>How many values, pairs or items it rests on.</summary>
    public required int Count { get; init; }

    /// <summary>The method, in the words of docs/statistics.md.</summary>
    public required string Method { get; init; }

    /// <summary>Whether the interval covers <paramref name="value"/>.</summary>
    public bool Contains(double value) => Lower <= value && value <= Upper;

    /// <summary>Whether the whole interval is above <paramref name="threshold"/>.</summary>
    public bool IsAbove(double threshold) => Lower > threshold;

    /// <summary>Whether the whole interval is below <paramref name="threshold"/>.</summary>
    public bool IsBelow(double threshold) => Upper < threshold;

    /// <summary>The estimate as text, such as <c>0.82 [0.751, 0.874] (95 %, Wilson, n = 150)</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Value:0.####} [{Lower:0.####}, {Upper:0.####}] ({Level * 100:0.##} %, {Method}, n = {Count})");

    internal static Estimate Symmetric(double value, double standardError, double quantile, double level, int count, string method) =>
        Between(value, standardError, value - Margin(standardError, quantile), value + Margin(standardError, quantile), level, count, method);

    internal static Estimate Between(double value, double standardError, double lower, double upper, double level, int count, string method) => new()
    {
        Value = value,
        StandardError = standardError,
        Lower = lower,
        Upper = upper,
        Level = level,
        Count = count,
        Method = method,
    };

    private static double Margin(double standardError, double quantile) => standardError == 0 ? 0 : standardError * quantile;
}
