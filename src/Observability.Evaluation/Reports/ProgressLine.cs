using System.Globalization;
using System.Text;
using Observability.Evaluation.Experiments;

namespace Observability.Evaluation.Reports;

/// <summary>The progress of an experiment in one line.</summary>
internal static class ProgressLine
{
    private const int BarWidth = 20;

    /// <param name="progress">How far it is.</param>
    /// <param name="done">What was done since <paramref name="elapsed"/> began; what a run that is resumed had before tells nothing of its speed.</param>
    /// <param name="elapsed">How long it runs.</param>
    /// <param name="hasBar">Whether a bar is drawn.</param>
    public static string Of(ExperimentProgress progress, int done, TimeSpan elapsed, bool hasBar)
    {
        var share = progress.Total == 0 ? 1 : (double)progress.Done / progress.Total;
        var line = new StringBuilder();
        if (hasBar)
        {
            var filled = (int)(share * BarWidth);
            line.Append('[').Append('#', filled).Append('-', BarWidth - filled).Append("] ");
        }

        // Rounded down: 100 % is only what is done.
        line.Append(CultureInfo.InvariantCulture, $"{Math.Floor(share * 100),3}%  {progress.Done}/{progress.Total}  {progress.Failed} failed");
        if (done > 0 && elapsed > TimeSpan.Zero)
        {
            var rate = done / elapsed.TotalSeconds;
            line.Append(CultureInfo.InvariantCulture, $"  {rate:0.0}/s");
            var left = progress.Done < progress.Total;
            line.Append(left ? "  eta " : "  in ").Append(Text(left ? TimeSpan.FromSeconds((progress.Total - progress.Done) / rate) : elapsed));
        }

        if (progress.CostUsd > 0)
        {
            line.Append(CultureInfo.InvariantCulture, $"  ${progress.CostUsd:0.####}");
        }

        // Metrics of the experiment itself come last: the first columns are what is looked at.
        foreach (var (metric, mean) in progress.Means.OrderBy(mean => ExperimentMetrics.IsLowerBetter(mean.Key)).ThenBy(mean => mean.Key, StringComparer.Ordinal))
        {
            line.Append("  ").Append(string.Concat(metric.Where(character => !char.IsControl(character)))).Append(' ').Append(ReportNumber.Of(mean));
        }

        return line.ToString();
    }

    private static string Text(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):0}s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}m{time.Seconds:00}s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalHours):0}h{time.Minutes:00}m"),
    };
}
