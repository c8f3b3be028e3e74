using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Experiments;

/// <summary>A candidate run compared with a baseline, item by item.</summary>
/// <remarks>
/// Pass rates are compared by McNemar's test, cost and latency by the bootstrap, other numbers by the paired t-test; items that belong together (or are answered
/// several times) count once. Verdicts hold for all metrics together (Holm). What the data could not have shown is said with every metric: its minimum
/// detectable effect. See docs/statistics.md.
/// </remarks>
public sealed record ExperimentComparison
{
    /// <summary>The run that is compared with.</summary>
    public required ExperimentRun Baseline { get; init; }

    /// <summary>The run that is judged.</summary>
    public required ExperimentRun Candidate { get; init; }

    /// <summary>The metrics, regressions first, then improvements, then the rest.</summary>
    public required IReadOnlyList<MetricComparison> Metrics { get; init; }

    /// <summary>The items that differ, the worst first.</summary>
    public required IReadOnlyList<ItemDifference> Items { get; init; }

    /// <summary>Items that only one of the runs answered.</summary>
    public int Unmatched { get; init; }

    /// <summary>Whether any metric is worse beyond chance.</summary>
    public bool HasRegressions => Metrics.Any(metric => metric.Verdict == Verdict.Worse);

    /// <summary>Compares a candidate with a baseline.</summary>
    /// <exception cref="ArgumentException">The runs have no item in common, or the level is not between 0 and 1.</exception>
    public static ExperimentComparison Of(ExperimentRun baseline, ExperimentRun candidate, ComparisonOptions? options = null) => OfAll(baseline, [candidate], options)[0];

    /// <summary>Compares several candidates with one baseline; the verdicts hold for all of them together.</summary>
    /// <exception cref="ArgumentException">A candidate has no item in common with the baseline, or the level is not between 0 and 1.</exception>
    public static IReadOnlyList<ExperimentComparison> OfAll(ExperimentRun baseline, IReadOnlyList<ExperimentRun> candidates, ComparisonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(candidates);
        options ??= new ComparisonOptions();
        var paired = candidates.Select(candidate => new PairedRuns(baseline, candidate, options)).ToList();
        var compared = paired.ConvertAll(pair => pair.Compare());
        var adjusted = new Queue<double>(HolmCorrection.Adjust([.. compared.SelectMany(metrics => metrics).Select(metric => metric.Difference.PValue)]));
        return [.. paired.Zip(compared, (pair, metrics) => pair.ToComparison([.. metrics.Select(metric => Decide(metric, adjusted.Dequeue(), options))]))];
    }

    private static MetricComparison Decide(MetricComparison metric, double adjusted, ComparisonOptions options) => metric with
    {
        AdjustedPValue = adjusted,
        Verdict = adjusted > 1 - options.Level || metric.Loss == 0 ? Verdict.NoDifference : metric.Loss > 0 ? Verdict.Worse : Verdict.Better,
    };
}
