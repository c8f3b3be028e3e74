using Observability.Model;

namespace Observability.Storage;

/// <summary>What was erased.</summary>
/// <param name="Traces">Traces.</param>
/// <param name="Observations">Observations.</param>
/// <param name="Scores">Scores.</param>
public sealed record DeletionResult(long Traces, long Observations, long Scores)
{
    /// <summary>Media that only erased payloads named. They are no longer reachable: give them to <see cref="IMediaStore.DeleteAsync"/>.</summary>
    public IReadOnlyList<MediaId> UnreferencedMedia { get; init; } = [];
}
