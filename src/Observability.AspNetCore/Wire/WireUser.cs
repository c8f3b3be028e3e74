namespace Observability.AspNetCore.Wire;

/// <summary>An end user of the observed application.</summary>
internal sealed record WireUser
{
    /// <summary>The user.</summary>
    public required string Id { get; init; }

    /// <summary>The project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>When the first trace began.</summary>
    public required DateTimeOffset FirstTraceAt { get; init; }

    /// <summary>When the last trace began.</summary>
    public required DateTimeOffset LastTraceAt { get; init; }

    /// <summary>How many traces.</summary>
    public required int TraceCount { get; init; }

    /// <summary>How many observations.</summary>
    public required int ObservationCount { get; init; }

    /// <summary>All tokens.</summary>
    public required long TotalTokens { get; init; }

    /// <summary>The cost in USD; null when no call has a known one.</summary>
    public required decimal? TotalCost { get; init; }
}
