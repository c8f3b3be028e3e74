using Observability.Model;
using Observability.Storage;

namespace Observability.AspNetCore.Live;

/// <summary>What in a batch concerns whoever watches a project.</summary>
internal static class WatchedIds
{
    /// <summary>The traces that a batch changes, by themselves, by their observations or by their scores.</summary>
    public static ChangedIds<TraceId> OfTraces(ProjectId project) => new(batch =>
    [
        .. batch.Observations.Where(observation => observation.Project == project).Select(observation => observation.TraceId),
        .. batch.Traces.Where(trace => trace.Project == project).Select(trace => trace.Id),
        .. batch.Scores.Where(score => score.Project == project).Select(score => score.Target.TraceId).OfType<TraceId>(),
    ]);

    /// <summary>The observations in a batch, each with its trace, which is where a store finds it.</summary>
    public static ChangedIds<(TraceId Trace, ObservationId Id)> OfObservations(ProjectId project) =>
        new(batch => batch.Observations.Where(observation => observation.Project == project).Select(observation => (observation.TraceId, observation.Id)));
}
