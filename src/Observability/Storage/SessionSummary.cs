using Observability.Model;

namespace Observability.Storage;

/// <summary>A session as lists show it.</summary>
public sealed record SessionSummary
{
    /// <summary>Its id.</summary>
    public required SessionId Id { get; init; }

    /// <summary>The start of its first trace.</summary>
    public required DateTimeOffset FirstTraceTime { get; init; }

    /// <summary>The start of its last trace.</summary>
    public required DateTimeOffset LastTraceTime { get; init; }

    /// <summary>The environment of its first trace.</summary>
    public string Environment { get; init; } = TraceEnvironment.Default;

    /// <summary>How many traces it has.</summary>
    public int TraceCount { get; init; }

    /// <summary>The users of its traces.</summary>
    public IReadOnlyList<UserId> Users { get; init; } = [];

    /// <summary>All tokens.</summary>
    public long TotalTokens { get; init; }

    /// <summary>The cost in USD; null when no call has a known one.</summary>
    public decimal? TotalCost { get; init; }
}
