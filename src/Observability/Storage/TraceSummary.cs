using Observability.Model;

namespace Observability.Storage;

/// <summary>A trace as lists show it: what was said about it, defaults from its root, totals over its observations.</summary>
public sealed record TraceSummary
{
    /// <summary>The trace; name, input and output default to the root observation's.</summary>
    public required TraceRecord Trace { get; init; }

    /// <summary>The first start of an observation.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>The last end of an observation; null when none has ended.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>How many observations it has.</summary>
    public int ObservationCount { get; init; }

    /// <summary>How many of them failed.</summary>
    public int ErrorCount { get; init; }

    /// <summary>The worst level of them.</summary>
    public ObservationLevel Level { get; init; }

    /// <summary>Input tokens of all model calls.</summary>
    public long InputTokens { get; init; }

    /// <summary>Output tokens of all model calls.</summary>
    public long OutputTokens { get; init; }

    /// <summary>All tokens of all model calls.</summary>
    public long TotalTokens { get; init; }

    /// <summary>The cost in USD of all model calls with a known cost; null when none has one.</summary>
    public decimal? TotalCost { get; init; }

    /// <summary>True when some tokens or costs are estimates.</summary>
    public bool HasEstimates { get; init; }

    /// <summary>The models that answered, in order of name.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>From the first start to the last end.</summary>
    public TimeSpan? Latency => EndTime - StartTime;
}
