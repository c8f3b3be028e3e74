namespace Observability.Prompts.Rollout;

/// <summary>What a guard watches.</summary>
public enum RolloutMeasure
{
    /// <summary>The share of calls that failed.</summary>
    ErrorRate = 0,

    /// <summary>The seconds a call took.</summary>
    Latency,

    /// <summary>What a call cost in USD.</summary>
    Cost,

    /// <summary>A numeric or boolean score of the call or of its trace.</summary>
    Score,
}
