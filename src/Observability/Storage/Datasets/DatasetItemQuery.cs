using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.Storage.Datasets;

/// <summary>Selects items, newest first.</summary>
/// <param name="Page">Which part.</param>
internal sealed record DatasetItemQuery(PageRequest Page)
{
    public DatasetId? Dataset { get; init; }

    public TraceId? SourceTrace { get; init; }

    public ObservationId? SourceObservation { get; init; }

    /// <summary>The items as they were at this instant, which needs <see cref="Dataset"/>; null for now.</summary>
    public DateTimeOffset? Version { get; init; }
}
