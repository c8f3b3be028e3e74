namespace Observability.Evaluation.Experiments;

/// <summary>How runs are compared.</summary>
public sealed record ComparisonOptions
{
    /// <summary>The confidence level of intervals; verdicts are given at one minus it.</summary>
    /// <value>0.95.</value>
    public double Level { get; init; } = 0.95;

    /// <summary>Metrics of which less is better, beside latency, cost and tokens.</summary>
    public IReadOnlyCollection<string> LowerIsBetter { get; init; } = [];

    /// <summary>The metrics to compare.</summary>
    /// <value>Null: all that both runs have.</value>
    public IReadOnlyCollection<string>? Metrics { get; init; }

    internal bool IsLowerBetter(string metric) => ExperimentMetrics.IsLowerBetter(metric) || LowerIsBetter.Contains(metric);
}
