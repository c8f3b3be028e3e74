using System.Text;
using Observability.Evaluation.Experiments;

namespace Observability.Evaluation.Reports;

/// <summary>A comparison as an aligned table, for consoles and test output.</summary>
public static class TextReport
{
    private const int MaxItems = 5;

    /// <summary>Writes a comparison.</summary>
    public static string Of(ExperimentComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var text = new StringBuilder().Append(OneLine(comparison.Candidate.RunName)).Append(" compared with ").AppendLine(OneLine(comparison.Baseline.RunName));
        AppendTable(text, [
            ["metric", "baseline", "candidate", "difference", "interval", "p", "verdict"],
            .. comparison.Metrics.Select(metric => (string[])[
                metric.Metric,
                ReportNumber.Of(metric.Difference.Baseline),
                ReportNumber.Of(metric.Difference.Candidate),
                ReportNumber.Signed(metric.Difference.Difference.Value),
                ReportNumber.Interval(metric.Difference.Difference),
                ReportNumber.PValue(metric.AdjustedPValue),
                VerdictWords.Of(metric.Verdict),
            ]),
        ]);
        text.AppendLine(MarkdownReport.Notes(comparison));
        foreach (var item in comparison.Items.Where(item => item.Loss > 0).Take(MaxItems))
        {
            text.Append("  worse: ").AppendLine(Line(item));
        }

        return text.ToString();
    }

    /// <summary>Writes one run: each metric with its interval.</summary>
    public static string Of(ExperimentRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var text = new StringBuilder().Append(OneLine(run.RunName)).Append(": ").Append(run.Answers.Count).Append(" answers, ").Append(run.Answers.Count(answer => answer.IsFailed)).AppendLine(" failed");
        foreach (var metric in run.Metrics)
        {
            if (run.Summarize(metric) is { } summary)
            {
                text.Append("  ").Append(metric.PadRight(24)).AppendLine(summary.ToString());
            }
        }

        return text.ToString();
    }

    internal static string Line(ItemDifference item) =>
        $"{item.ItemId} {item.Metric} {ReportNumber.Of(item.Baseline)} -> {ReportNumber.Of(item.Candidate)}: \"{OneLine(item.Input)}\" -> \"{OneLine(item.CandidateOutput)}\""
        + (item.Expected is { } expected ? $", expected \"{OneLine(expected)}\"" : "");

    private static string OneLine(string text)
    {
        var line = string.Concat(text.ReplaceLineEndings(" ").Where(character => !char.IsControl(character)));
        return line.Length <= 120 ? line : string.Concat(line.AsSpan(0, 119), "…");
    }

    private static void AppendTable(StringBuilder text, IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            text.Append("  ").AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }
}
