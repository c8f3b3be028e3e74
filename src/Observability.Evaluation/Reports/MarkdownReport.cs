using System.Text;
using Observability.Evaluation.Experiments;

namespace Observability.Evaluation.Reports;

/// <summary>A comparison as Markdown, for pull requests and job summaries.</summary>
public static class MarkdownReport
{
    private const int MaxItems = 10;

    /// <summary>Writes a comparison: what regressed first, then the items that differ most.</summary>
    public static string Of(ExperimentComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var text = new StringBuilder();
        text.Append("## ").Append(Cell(comparison.Candidate.RunName)).Append(" compared with ").AppendLine(Cell(comparison.Baseline.RunName)).AppendLine();
        text.AppendLine("| metric | baseline | candidate | difference | interval | p (adjusted) | verdict | could show |");
        text.AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (var metric in comparison.Metrics)
        {
            var difference = metric.Difference;
            text.Append("| ").AppendJoin(
                " | ",
                Cell(metric.Metric),
                ReportNumber.Of(difference.Baseline),
                ReportNumber.Of(difference.Candidate),
                ReportNumber.Signed(difference.Difference.Value),
                ReportNumber.Interval(difference.Difference),
                ReportNumber.PValue(metric.AdjustedPValue),
                VerdictWords.Of(metric.Verdict),
                $"±{ReportNumber.Of(difference.MinimumDetectableEffect)}").AppendLine(" |");
        }

        text.AppendLine().AppendLine(Notes(comparison));
        if (comparison.Items.Any(item => item.Loss > 0))
        {
            text.AppendLine().AppendLine("| worse item | metric | baseline | candidate | input | expected | answer |").AppendLine("|---|---|---|---|---|---|---|");
            foreach (var item in comparison.Items.Where(item => item.Loss > 0).Take(MaxItems))
            {
                text.Append("| ").AppendJoin(
                    " | ",
                    Cell(item.ItemId),
                    Cell(item.Metric),
                    ReportNumber.Of(item.Baseline),
                    ReportNumber.Of(item.Candidate),
                    Cell(item.Input),
                    Cell(item.Expected ?? ""),
                    Cell(item.CandidateOutput)).AppendLine(" |");
            }
        }

        return text.ToString();
    }

    internal static string Notes(ExperimentComparison comparison)
    {
        var items = comparison.Metrics.Count == 0 ? 0 : comparison.Metrics.Max(metric => metric.Difference.Difference.Count);
        var failed = comparison.Candidate.Answers.Count(answer => answer.IsFailed);
        var judges = comparison.Candidate.Answers.Sum(answer => answer.Metrics.Values.Count(value => value.IsFailed));
        var notes = $"{items} items in common. \"Could show\" is the smallest true difference that a comparison like this finds in 80 % of cases.";
        notes += comparison.Unmatched > 0 ? $" {comparison.Unmatched} items are in one run only." : "";
        notes += failed > 0 ? $" {failed} answers failed." : "";
        notes += judges > 0 ? $" {judges} evaluations failed." : "";
        return notes + (comparison.Candidate.NotRun > 0 ? $" {comparison.Candidate.NotRun} answers were not asked for: the cost limit was reached." : "");
    }

    // Text of users and models stays text: no line, no table cell, no tag and no link comes out of it.
    private static string Cell(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("`", "\\`", StringComparison.Ordinal)
        .Replace("[", "\\[", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .ReplaceLineEndings(" ");
}
