using Observability.Model;

namespace Observability.Storage;

/// <summary>An end user as lists show it.</summary>
public sealed record UserSummary
{
    /// <summary>The user.</summary>
    public required UserId Id { get; init; }

    /// <summary>The start of the first trace.</summary>
    public required DateTimeOffset FirstTraceTime { get; init; }

    /// <summary>The start of the last trace.</summary>
    public required DateTimeOffset LastTraceTime { get; init; }

    /// <summary>How many traces.</summary>
    public int TraceCount { get; init; }

    /// <summary>How many observations.</summary>
    public int ObservationCount { get; init; }

    /// <summary>All tokens.</summary>
    public long TotalTokens { get; init; }

    /// <summary>The cost in USD; null when no call has a known one.</summary>
    public decimal? TotalCost { get; init; }
}
