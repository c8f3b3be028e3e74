using Observability.Model;

namespace Observability.AspNetCore.Ingestion;

/// <summary>A valid event: one of its three subjects, none for a log line.</summary>
/// <param name="Id">The id of the event itself.</param>
/// <param name="Time">When it happened.</param>
/// <param name="IsUpdate">Whether it is applied after those that create.</param>
internal sealed record IngestionEvent(string Id, DateTimeOffset Time, bool IsUpdate)
{
    public ObservationPatch? Observation { get; init; }

    public TraceRecord? Trace { get; init; }

    public Score? Score { get; init; }
}
