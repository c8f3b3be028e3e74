using Observability.Model;

namespace Observability.Storage;

/// <summary>Immutable, idempotent changes that are written together.</summary>
public sealed record TelemetryBatch
{
    /// <summary>Finished observations.</summary>
    public IReadOnlyList<ObservationRecord> Observations { get; init; } = [];

    /// <summary>What was said about traces.</summary>
    public IReadOnlyList<TraceRecord> Traces { get; init; } = [];

    /// <summary>Scores.</summary>
    public IReadOnlyList<Score> Scores { get; init; } = [];

    /// <summary>The number of records in the batch.</summary>
    public int Count => Observations.Count + Traces.Count + Scores.Count;
}
