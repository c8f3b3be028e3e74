using Observability.Model;
using Observability.Storage.Catalog;
using Observability.Storage.Query;

namespace Observability.Storage.Datasets;

/// <summary>How datasets are kept: current items by themselves, what they were before in an archive, and when each changed in a lean list.</summary>
internal static class DatasetCollections
{
    public static readonly CollectionSchema<Dataset> Datasets = new(
        "datasets",
        CatalogJson.Instance.Dataset,
        dataset => dataset.Id.Value,
        dataset => SortText.Of(dataset.CreatedAt),
        dataset => [Name(dataset.Name)]);

    public static readonly CollectionSchema<DatasetItem> Items = new(
        "dataset-items",
        CatalogJson.Instance.DatasetItem,
        item => item.Id.Value,
        item => Order(item.CreatedAt, item.Position),
        item => [.. Selections(item), .. MediaOf(item)]);

    public static readonly CollectionSchema<DatasetItem> Archive = new(
        "dataset-item-archive",
        CatalogJson.Instance.DatasetItem,
        item => VersionId(item.Id, item.UpdatedAt),
        item => SortText.Of(item.UpdatedAt),
        item => [InDataset(item.DatasetId), OfItem(item.Id), .. item.SourceTraceId is { } trace ? [MadeOf(trace)] : Array.Empty<CatalogKey>(), .. MediaOf(item)]);

    public static readonly CollectionSchema<DatasetItemVersion> Versions = new(
        "dataset-item-versions",
        CatalogJson.Instance.DatasetItemVersion,
        version => VersionId(version.ItemId, version.At),
        version => SortText.Of(version.At),
        version => [InDataset(version.DatasetId), OfItem(version.ItemId)]);

    public static readonly CollectionSchema<DatasetRun> Runs = new(
        "dataset-runs",
        CatalogJson.Instance.DatasetRun,
        run => run.Id.Value,
        run => SortText.Of(run.CreatedAt),
        run => run.DatasetId is { } dataset ? [InDataset(dataset), RunName(dataset, run.Name)] : []);

    public static readonly CollectionSchema<DatasetRunItem> RunItems = new(
        "dataset-run-items",
        CatalogJson.Instance.DatasetRunItem,
        item => item.Id,
        item => SortText.Of(item.CreatedAt),
        item => [OfRun(item.RunId), OfTrace(item.TraceId)]);

    public static CatalogKey Name(string name) => new("name", name, IsUnique: true);

    public static CatalogKey InDataset(DatasetId dataset) => new("dataset", dataset.Value);

    public static CatalogKey OfItem(DatasetItemId item) => new("item", item.Value);

    public static CatalogKey MadeOf(TraceId trace) => new("trace", trace.Value);

    public static CatalogKey OfRun(DatasetRunId run) => new("run", run.Value);

    public static CatalogKey OfTrace(TraceId trace) => new("trace", trace.Value);

    public static CatalogKey RunName(DatasetId dataset, string name) => new("name", $"{dataset.Value}\n{name}", IsUnique: true);

    public static CatalogKey NamesMedia(MediaId media) => new("media", media.Value);

    /// <summary>The key of the items with all that is given: there is one for each combination, so that every list is read and counted by one key.</summary>
    public static CatalogKey Selected(DatasetId? dataset, TraceId? trace, ObservationId? observation) =>
        (dataset, trace, observation) == default ? CatalogKey.All : new CatalogKey("of", $"{dataset}\n{trace}\n{observation}");

    public static string VersionId(DatasetItemId item, DateTimeOffset at) => $"{item}@{SortText.Of(at)}";

    public static string Order(DateTimeOffset createdAt, int position) => $"{SortText.Of(createdAt)} {SortText.Of(position)}";

    private static IEnumerable<CatalogKey> Selections(DatasetItem item)
    {
        TraceId?[] traces = item.SourceTraceId is { } trace ? [null, trace] : [null];
        ObservationId?[] observations = item.SourceObservationId is { } observation ? [null, observation] : [null];
        return
            from dataset in new DatasetId?[] { null, item.DatasetId }
            from t in traces
            from o in observations
            select Selected(dataset, t, o) into key
            where key != CatalogKey.All
            select key;
    }

    private static IEnumerable<CatalogKey> MediaOf(DatasetItem item) =>
        MediaReferences.Of(item.Input, item.ExpectedOutput, item.Metadata).Select(NamesMedia);
}
