using System.Globalization;
using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Reports;

/// <summary>Numbers as reports show them.</summary>
internal static class ReportNumber
{
    public static string Of(double value) => double.IsFinite(value) ? value.ToString("0.####", CultureInfo.InvariantCulture) : value > 0 ? "∞" : "-∞";

    public static string Signed(double value) => value > 0 ? "+" + Of(value) : Of(value);

    public static string Interval(Estimate estimate) => $"[{Signed(estimate.Lower)}, {Signed(estimate.Upper)}]";

    public static string PValue(double value) => value < 0.0001 ? "< 0.0001" : value.ToString("0.####", CultureInfo.InvariantCulture);
}
