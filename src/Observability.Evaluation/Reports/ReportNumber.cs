using System.Globalization;
using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Reports;

/// <summary>Numbers as reports show them.</summary>
internal static class ReportNumber
{
    // A cost per answer is a few millionths: digits that matter, however small the number.
    public static string Of(double value) => double.IsFinite(value)
        ? value.ToString(Math.Abs(value) is > 0 and < 0.01 ? "0.##e-0" : "0.####", CultureInfo.InvariantCulture)
        : value > 0 ? "∞" : "-∞";

    public static string Signed(double value) => value > 0 ? "+" + Of(value) : Of(value);

    public static string Interval(Estimate estimate) => $"[{Signed(estimate.Lower)}, {Signed(estimate.Upper)}]";

    public static string PValue(double value) => value < 0.0001 ? "< 0.0001" : value.ToString("0.####", CultureInfo.InvariantCulture);
}
