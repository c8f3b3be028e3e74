using System.Text;
using System.Xml.Linq;
using Observability.Evaluation.Experiments;
using Observability.Evaluation.Reports;

namespace Observability.Evaluation.Gates;

/// <summary>What a gate found.</summary>
public sealed record GateResult
{
    /// <summary>The run that was checked.</summary>
    public required ExperimentRun Run { get; init; }

    /// <summary>The comparison with the baseline; null when there was none to compare with.</summary>
    public ExperimentComparison? Comparison { get; init; }

    /// <summary>What is wrong, a sentence or more each; none when the gate passes.</summary>
    public required IReadOnlyList<string> Failures { get; init; }

    /// <summary>Whether the gate passes.</summary>
    public bool Passed => Failures.Count == 0;

    /// <summary>Throws when the gate fails; the message says what is worse, by how much, how sure that is, and which items show it.</summary>
    /// <exception cref="QualityGateException">The gate fails.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed)
        {
            throw new QualityGateException(this);
        }
    }

    /// <summary>The result as text, with the comparison.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Passed ? $"The quality gate of '{Run.Name}' passes." : $"The quality gate of '{Run.Name}' fails:").AppendLine();
        foreach (var failure in Failures)
        {
            text.Append("  - ").AppendLine(failure);
        }

        return text.Append(Comparison is { } comparison ? TextReport.Of(comparison) : TextReport.Of(Run)).ToString();
    }

    /// <summary>The result as Markdown, e.g. for <c>$GITHUB_STEP_SUMMARY</c>.</summary>
    public string ToMarkdown() =>
        $"# {(Passed ? "Passed" : "Failed")}: {Run.Name}\n\n" + string.Concat(Failures.Select(failure => $"* {failure.ReplaceLineEndings("\n  ")}\n")) + "\n"
        + (Comparison is { } comparison ? MarkdownReport.Of(comparison) : $"```\n{TextReport.Of(Run)}```\n");

    /// <summary>Writes the result as a JUnit XML file: a test case for each metric.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task WriteJUnitAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var failed = Failures.Select((failure, index) => Case($"gate {index + 1}", new XElement("failure", new XAttribute("message", Clean(failure.Split('\n')[0])), Clean(failure))));
        var passed = (Comparison?.Metrics ?? []).Where(metric => !Failures.Any(failure => failure.StartsWith($"'{metric.Metric}'", StringComparison.Ordinal))).Select(metric => Case(metric.Metric, new XElement("system-out", metric.Difference.ToString())));
        var cases = failed.Concat(passed).ToList();
        var suite = new XElement("testsuite", new XAttribute("name", Clean(Run.Name)), new XAttribute("tests", cases.Count), new XAttribute("failures", Failures.Count), cases);
        var stream = File.Create(path);
        await using (stream.ConfigureAwait(false))
        {
            await new XDocument(new XElement("testsuites", suite)).SaveAsync(stream, SaveOptions.None, cancellationToken).ConfigureAwait(false);
        }
    }

    private XElement Case(string name, XElement content) => new("testcase", new XAttribute("classname", Clean(Run.Name)), new XAttribute("name", Clean(name)), content);

    // What models write may hold characters that XML cannot.
    private static string Clean(string text) => string.Concat(text.EnumerateRunes().Where(rune => rune.Value is '\t' or '\n' or '\r' or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or >= 0x10000).Select(rune => rune.ToString()));
}
