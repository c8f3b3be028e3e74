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

    /// <summary>Output tokens divided by the duration in seconds; none where nothing took time.</summary>
    TokensPerSecond,

    /// <summary>Input tokens.</summary>
    InputTokens,

    /// <summary>Output tokens.</summary>
    OutputTokens,

    /// <summary>All tokens.</summary>
    TotalTokens,

    /// <summary>Cost in USD.</summary>
    TotalCost,

    /// <summary>One for each failed observation (status failed or level error); a trace: how many of them it has.</summary>
    ErrorCount,

    /// <summary>Distinct traces, with <see cref="Aggregation.Sum"/>; exact up to 10,000, then within about 1 %.</summary>
    TraceCount,

    /// <summary>Distinct users, with <see cref="Aggregation.Sum"/>; exact up to 10,000, then within about 1 %.</summary>
    UserCount,

    /// <summary>Distinct sessions, with <see cref="Aggregation.Sum"/>; exact up to 10,000, then within about 1 %.</summary>
    SessionCount,

    /// <summary>The value of a score.</summary>
    ScoreValue,

    /// <summary>The observations of a trace.</summary>
    ObservationCount,
}
