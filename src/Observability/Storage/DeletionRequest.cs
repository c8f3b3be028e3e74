using Observability.Model;

namespace Observability.Storage;

/// <summary>What to erase: everything that any of the set properties names.</summary>
public sealed record DeletionRequest
{
    /// <summary>The project.</summary>
    public ProjectId Project { get; init; } = ProjectId.Default;

    /// <summary>Traces with their observations and scores; media that nothing names any more are reported, see <see cref="DeletionResult.UnreferencedMedia"/>.</summary>
    public IReadOnlyList<TraceId> Traces { get; init; } = [];

    /// <summary>All traces of these users: named by the trace or by any of its observations.</summary>
    public IReadOnlyList<UserId> Users { get; init; } = [];

    /// <summary>All traces of these sessions, likewise, and the sessions' own scores.</summary>
    public IReadOnlyList<SessionId> Sessions { get; init; } = [];

    /// <summary>These scores.</summary>
    public IReadOnlyList<ScoreId> Scores { get; init; } = [];

    /// <summary>Everything before this instant (retention): traces by their timestamp with all that belongs to them, scores of no trace by theirs.</summary>
    public DateTimeOffset? Before { get; init; }
}
