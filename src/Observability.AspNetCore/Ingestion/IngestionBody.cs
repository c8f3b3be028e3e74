using Observability.AspNetCore.Wire;

namespace Observability.AspNetCore.Ingestion;

/// <summary>A batch of events, for the API's description: it is read by hand.</summary>
internal sealed record IngestionBody
{
    /// <summary>The events: { id, type, timestamp, body }.</summary>
    public required IReadOnlyList<JsonPayload> Batch { get; init; }

    /// <summary>What the SDK says of itself; not kept.</summary>
    public JsonPayload Metadata { get; init; }
}
