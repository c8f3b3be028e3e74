namespace Observability.Evaluation.Experiments;

/// <summary>The metrics that every experiment has beside those of its evaluators.</summary>
public static class ExperimentMetrics
{
    /// <summary>How long the answer took, in seconds.</summary>
    public const string Latency = "latency_seconds";

    /// <summary>What the answer cost in USD; missing where a price is unknown.</summary>
    public const string Cost = "cost_usd";

    /// <summary>The tokens of all model calls of the answer.</summary>
    public const string Tokens = "tokens";

    /// <summary>Whether less of it is better.</summary>
    public static bool IsLowerBetter(string metric) => metric is Latency or Cost or Tokens;
}
