using Observability.Model;

namespace Observability.Storage;

/// <summary>What to erase: everything that any of the set properties names.</summary>
public sealed record DeletionRequest
{
    /// <summary>The project.</summary>
    public ProjectId Project { get; init; } = ProjectId.Default;

    /// <summary>Traces with their observations, scores and media.</summary>
    public IReadOnlyList<TraceId> Traces { get; init; } = [];

    /// <summary>All traces of these users.</summary>
    public IReadOnlyList<UserId> Users { get; init; } = [];

    /// <summary>All traces of these sessions.</summary>
    public IReadOnlyList<SessionId> Sessions { get; init; } = [];

    /// <summary>These scores.</summary>
    public IReadOnlyList<ScoreId> Scores { get; init; } = [];

    /// <summary>Everything that began before this instant (retention).</summary>
    public DateTimeOffset? Before { get; init; }
}
