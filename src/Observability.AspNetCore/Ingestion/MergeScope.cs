using Observability.Model;

namespace Observability.AspNetCore.Ingestion;

/// <summary>What one request works on: the traces it opened and the observations it needs until its write is durable.</summary>
internal sealed class MergeScope(ProjectId project, IReadOnlyList<ObservationPatch> patches)
{
    public ProjectId Project { get; } = project;

    public IReadOnlyList<ObservationPatch> Patches { get; } = patches;

    /// <summary>The trace of each observation; first only its id is known, then it is open.</summary>
    public Dictionary<ObservationId, TraceId> Homes { get; } = [];

    public Dictionary<TraceId, RecentTrace> Traces { get; } = [];

    public HashSet<RecentObservation> InUse { get; } = [];

    public RecentTrace TraceOf(ObservationId id) => Traces[Homes[id]];

    /// <summary>Keeps an observation in memory until the scope ends.</summary>
    public void Use(RecentObservation observation)
    {
        if (InUse.Add(observation))
        {
            observation.Users++;
        }
    }
}
