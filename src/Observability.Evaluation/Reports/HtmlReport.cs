using System.Globalization;
using System.Net;
using System.Text;
using Observability.Evaluation.Experiments;

namespace Observability.Evaluation.Reports;

/// <summary>A comparison as one HTML file without scripts: intervals as a plot, regressions first, light and dark.</summary>
public static class HtmlReport
{
    private const int MaxItems = 200;

    private const string Style = """
        :root{color-scheme:light dark;--ink:#1d2430;--dim:#667085;--line:#e4e7ec;--paper:#fff;--good:#087443;--bad:#b42318}
        @media(prefers-color-scheme:dark){:root{--ink:#e6e9ef;--dim:#98a2b3;--line:#2a3342;--paper:#10151d;--good:#47cd89;--bad:#f97066}}
        body{font:14px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:2rem auto;max-width:72rem;padding:0 1rem}
        h1{font-size:1.25rem}h2{font-size:1rem;margin-top:2rem}p{color:var(--dim)}
        table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
        th{color:var(--dim);font-weight:500;white-space:nowrap}td.m{white-space:nowrap}td.t{max-width:20rem;overflow-wrap:anywhere;white-space:pre-wrap}
        .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        td.i{max-width:8rem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;color:var(--dim);font:12px/1.75 ui-monospace,monospace}
        .better{color:var(--good)}.worse{color:var(--bad)}svg{display:block;width:220px;height:18px}line,rect,circle{stroke:currentColor;fill:currentColor}line.zero{stroke:var(--line)}
        """;

    /// <summary>Writes a comparison.</summary>
    public static string Of(ExperimentComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var html = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
        html.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        html.Append("<title>").Append(Text(comparison.Candidate.RunName)).Append("</title><style>").Append(Style).Append("</style></head><body>");
        html.Append("<h1>").Append(Text(comparison.Candidate.RunName)).Append(" compared with ").Append(Text(comparison.Baseline.RunName)).Append("</h1>");
        html.Append("<p>").Append(Text(MarkdownReport.Notes(comparison))).Append("</p>");
        html.Append("<table><thead><tr><th>Metric</th><th class=\"n\">Baseline</th><th class=\"n\">Candidate</th><th class=\"n\">Difference</th><th class=\"n\">Interval</th><th></th><th class=\"n\">p</th><th>Verdict</th><th class=\"n\">Could show</th></tr></thead><tbody>");
        foreach (var metric in comparison.Metrics)
        {
            AppendMetric(html, metric);
        }

        html.Append("</tbody></table>");
        AppendItems(html, comparison);
        return html.Append("</body></html>").ToString();
    }

    private static void AppendMetric(StringBuilder html, MetricComparison metric)
    {
        var difference = metric.Difference;
        var tone = metric.Verdict switch { Verdict.Better => "better", Verdict.Worse => "worse", _ => "" };
        html.Append("<tr><td class=\"m\">").Append(Text(metric.Metric)).Append("</td>");
        Number(html, ReportNumber.Of(difference.Baseline));
        Number(html, ReportNumber.Of(difference.Candidate));
        Number(html, ReportNumber.Signed(difference.Difference.Value));
        Number(html, ReportNumber.Interval(difference.Difference));
        html.Append("<td class=\"").Append(tone).Append("\">").Append(Plot(metric)).Append("</td>");
        Number(html, ReportNumber.PValue(metric.AdjustedPValue));
        html.Append("<td class=\"m ").Append(tone).Append("\">").Append(VerdictWords.Of(metric.Verdict)).Append("</td>");
        Number(html, "±" + ReportNumber.Of(difference.MinimumDetectableEffect));
        html.Append("</tr>");
    }

    /// <summary>The interval on a line of its own scale, with zero in the middle.</summary>
    private static string Plot(MetricComparison metric)
    {
        var estimate = metric.Difference.Difference;
        var reach = Math.Max(Math.Abs(estimate.Lower), Math.Abs(estimate.Upper));
        if (reach == 0 || !double.IsFinite(reach))
        {
            return "";
        }

        string At(double value) => (110 + (value / reach * 100)).ToString("0.#", CultureInfo.InvariantCulture);
        return $"""<svg viewBox="0 0 220 18" role="img" aria-label="interval from {ReportNumber.Of(estimate.Lower)} to {ReportNumber.Of(estimate.Upper)}"><line class="zero" x1="110" x2="110" y1="0" y2="18"/><line x1="{At(estimate.Lower)}" x2="{At(estimate.Upper)}" y1="9" y2="9" stroke-width="2"/><circle cx="{At(estimate.Value)}" cy="9" r="3.5"/></svg>""";
    }

    private static void AppendItems(StringBuilder html, ExperimentComparison comparison)
    {
        foreach (var (title, items) in new[]
        {
            ("Worse items", comparison.Items.Where(item => item.Loss > 0)),
            ("Better items", comparison.Items.Where(item => item.Loss < 0).Reverse()),
        })
        {
            var shown = items.Take(MaxItems).ToList();
            if (shown.Count == 0)
            {
                continue;
            }

            html.Append("<h2>").Append(title).Append("</h2><table><thead><tr><th>Item</th><th>Metric</th><th class=\"n\">Before</th><th class=\"n\">After</th><th>Input</th><th>Expected</th><th>Baseline's answer</th><th>Candidate's answer</th></tr></thead><tbody>");
            foreach (var item in shown)
            {
                html.Append("<tr><td class=\"i\" title=\"").Append(Text(item.ItemId)).Append("\">").Append(Text(item.ItemId)).Append("</td><td class=\"m\">").Append(Text(item.Metric)).Append("</td>");
                Number(html, ReportNumber.Of(item.Baseline));
                Number(html, ReportNumber.Of(item.Candidate));
                foreach (var text in new[] { item.Input, item.Expected ?? "", item.BaselineOutput, item.CandidateOutput })
                {
                    html.Append("<td class=\"t\">").Append(Text(text)).Append("</td>");
                }

                html.Append("</tr>");
            }

            html.Append("</tbody></table>");
        }
    }

    private static void Number(StringBuilder html, string number) => html.Append("<td class=\"n\">").Append(Text(number)).Append("</td>");

    // Text of users and models is only ever text.
    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
