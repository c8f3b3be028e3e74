namespace Observability.Evaluation.Experiments;

/// <summary>How far an experiment is.</summary>
/// <param name="Done">Answers that are judged.</param>
/// <param name="Total">Answers there will be.</param>
/// <param name="Failed">Answers that failed.</param>
/// <param name="CostUsd">What answers and judges cost so far in USD; 0 as long as no cost is known.</param>
public readonly record struct ExperimentProgress(int Done, int Total, int Failed, decimal CostUsd)
{
    /// <summary>The mean of each metric so far, in order of name, over the answers that have a number; empty before the first.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Means { get; init; } = [];
}
