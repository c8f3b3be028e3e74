using Observability.Model;

namespace Observability.Storage.Datasets;

/// <summary>What a run did with an item, to be added to the run.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="TraceId">The trace of it.</param>
/// <param name="ObservationId">The observation of it; null for the whole trace.</param>
internal sealed record DatasetRunItemDraft(DatasetItemId ItemId, TraceId TraceId, ObservationId? ObservationId = null)
{
    /// <summary>The instant whose version of the item was run; null for now.</summary>
    public DateTimeOffset? ItemVersion { get; init; }

    /// <summary>When it was run; null for now.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
