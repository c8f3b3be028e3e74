namespace Observability.Prompts.Rollout;

/// <summary>What became of the calls made from one version of a prompt.</summary>
/// <param name="Version">The version.</param>
/// <param name="Calls">How many generations were made from it.</param>
/// <param name="Failures">How many of them failed.</param>
/// <param name="AverageLatency">Their mean duration in seconds; null where it is not known.</param>
/// <param name="P50Latency">The median duration in seconds.</param>
/// <param name="P95Latency">The 95th percentile of the durations in seconds.</param>
/// <param name="InputTokens">Their input tokens; null where they are not known.</param>
/// <param name="OutputTokens">Their output tokens.</param>
/// <param name="TotalCost">What they cost in USD; null where it is not known.</param>
/// <param name="Scores">Their numeric and boolean scores, by name.</param>
public sealed record PromptVersionMetrics(
    int Version,
    long Calls,
    long Failures,
    double? AverageLatency,
    double? P50Latency,
    double? P95Latency,
    double? InputTokens,
    double? OutputTokens,
    double? TotalCost,
    IReadOnlyList<PromptScoreMetrics> Scores);
