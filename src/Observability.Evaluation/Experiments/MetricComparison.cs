using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Experiments;

/// <summary>One metric of a candidate against the baseline, on the items that both answered.</summary>
public sealed record MetricComparison
{
    /// <summary>The metric.</summary>
    public required string Metric { get; init; }

    /// <summary>The difference with its interval, the test behind it, and what this many items could have shown.</summary>
    public required MeanDifference Difference { get; init; }

    /// <summary>The p-value after Holm's correction for all metrics and candidates compared together.</summary>
    public required double AdjustedPValue { get; init; }

    /// <summary>Whether less of it is better.</summary>
    public bool IsLowerBetter { get; init; }

    /// <summary>What is to be made of it.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Items that have the metric in one of the two runs only: failed answers, failed evaluators, items of one run alone.</summary>
    public int LeftOut { get; init; }

    /// <summary>By how much the candidate is worse, in the metric's own unit; negative when it is better.</summary>
    public double Loss => IsLowerBetter ? Difference.Difference.Value : -Difference.Difference.Value;
}
