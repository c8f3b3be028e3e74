using Observability.Model;

namespace Observability.Evaluation;

/// <summary>The model calls that one evaluation made.</summary>
public sealed record JudgeUsage
{
    /// <summary>The model that answered; the last one when several did.</summary>
    public string? Model { get; init; }

    /// <summary>How many calls were answered, repairs included.</summary>
    public int Calls { get; init; }

    /// <summary>Input tokens of all calls; null when a provider did not say.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Output tokens of all calls; null when a provider did not say.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>What all calls cost in USD; null when a price or a token count is unknown.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>The judge's own trace; null when its calls were not captured.</summary>
    public TraceId? TraceId { get; init; }
}
