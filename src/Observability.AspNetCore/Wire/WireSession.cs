namespace Observability.AspNetCore.Wire;

/// <summary>A session: the traces of one conversation.</summary>
internal record WireSession
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>When its first trace began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>The environment of its first trace.</summary>
    public required string Environment { get; init; }

    /// <summary>Ours: when its last trace began.</summary>
    public required DateTimeOffset LastTraceAt { get; init; }

    /// <summary>Ours: how many traces it has.</summary>
    public required int TraceCount { get; init; }

    /// <summary>Ours: the users of its traces.</summary>
    public required IReadOnlyList<string> UserIds { get; init; }

    /// <summary>Ours: all tokens.</summary>
    public required long TotalTokens { get; init; }

    /// <summary>Ours: the cost in USD; null when no call has a known one.</summary>
    public required decimal? TotalCost { get; init; }
}
