using Observability.Model;

namespace Observability.Storage.Datasets;

/// <summary>That an item began to be another, or was deleted: what tells which items held at an instant, without their content.</summary>
internal sealed record DatasetItemVersion
{
    public required DatasetItemId ItemId { get; init; }

    public required DatasetId DatasetId { get; init; }

    /// <summary>From when it holds.</summary>
    public required DateTimeOffset At { get; init; }

    public bool IsDeletion { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public int Position { get; init; }

    public TraceId? SourceTraceId { get; init; }

    public ObservationId? SourceObservationId { get; init; }

    public static DatasetItemVersion Of(DatasetItem item) => new()
    {
        ItemId = item.Id,
        DatasetId = item.DatasetId,
        At = item.UpdatedAt,
        CreatedAt = item.CreatedAt,
        Position = item.Position,
        SourceTraceId = item.SourceTraceId,
        SourceObservationId = item.SourceObservationId,
    };
}
