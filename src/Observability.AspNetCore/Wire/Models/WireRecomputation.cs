namespace Observability.AspNetCore.Wire.Models;

/// <summary>How far a recomputation of costs is.</summary>
internal sealed record WireRecomputation
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>RUNNING, COMPLETED or FAILED.</summary>
    public required string Status { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How many calls were looked at.</summary>
    public required long Examined { get; init; }

    /// <summary>How many of them have another cost now.</summary>
    public required long Changed { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }
}
