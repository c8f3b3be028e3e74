using Observability.Model;
using Observability.Storage.Query;

namespace Observability.Storage.InMemory;

/// <summary>A trace at one moment; immutable, so that reads go on outside the store's lock.</summary>
/// <param name="Derived">The summary with payloads; null when only scores are known of the trace.</param>
/// <param name="Observations">The last version of each observation, in order of start, then id.</param>
/// <param name="Scores">The scores of the trace and of its observations, newest first.</param>
internal sealed record TraceSnapshot(DerivedTrace? Derived, ObservationRecord[] Observations, Score[] Scores)
{
    public IReadOnlyList<Score> ScoresOf(ObservationId observation) =>
        Scores.Length == 0 ? [] : Array.FindAll(Scores, score => score.Target.ObservationId == observation);
}
