using Observability.Model;

namespace Observability.Storage.Datasets;

/// <summary>What a span says about the experiment it is part of.</summary>
/// <param name="Id">The experiment.</param>
/// <param name="Name">Its name.</param>
/// <param name="ItemId">The item.</param>
/// <param name="TraceId">The trace of the item.</param>
/// <param name="ObservationId">The observation of the item.</param>
/// <param name="StartTime">When the item began.</param>
internal sealed record ExperimentSighting(DatasetRunId Id, string Name, DatasetItemId ItemId, TraceId TraceId, ObservationId ObservationId, DateTimeOffset StartTime)
{
    public DatasetId? Dataset { get; init; }

    public string? Description { get; init; }

    public Payload? Metadata { get; init; }

    public DateTimeOffset? ItemVersion { get; init; }
}
