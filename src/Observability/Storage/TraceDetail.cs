using Observability.Model;

namespace Observability.Storage;

/// <summary>A whole trace.</summary>
/// <param name="Summary">The trace and its totals.</param>
/// <param name="Observations">Its observations in order of start, then id.</param>
/// <param name="Scores">Scores of the trace and of its observations.</param>
public sealed record TraceDetail(TraceSummary Summary, IReadOnlyList<ObservationRecord> Observations, IReadOnlyList<Score> Scores);
