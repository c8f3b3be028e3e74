namespace Observability.Storage;

/// <summary>What a metric measures.</summary>
public enum Measure
{
    /// <summary>One for each row.</summary>
    Count = 0,

    /// <summary>The duration in seconds.</summary>
    Latency,

    /// <summary>The time to the first token in seconds.</summary>
    TimeToFirstToken,

    /// <summary>Output tokens in a second.</summary>
    TokensPerSecond,

    /// <summary>Input tokens.</summary>
    InputTokens,

    /// <summary>Output tokens.</summary>
    OutputTokens,

    /// <summary>All tokens.</summary>
    TotalTokens,

    /// <summary>Cost in USD.</summary>
    TotalCost,

    /// <summary>One for each failed observation.</summary>
    ErrorCount,

    /// <summary>Distinct traces.</summary>
    TraceCount,

    /// <summary>Distinct users.</summary>
    UserCount,

    /// <summary>Distinct sessions.</summary>
    SessionCount,

    /// <summary>The value of a score.</summary>
    ScoreValue,
}
