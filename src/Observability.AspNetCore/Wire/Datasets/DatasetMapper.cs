using Observability.Model;

namespace Observability.AspNetCore.Wire.Datasets;

/// <summary>Puts datasets, items and runs in the wire's shapes.</summary>
internal static class DatasetMapper
{
    public static readonly IReadOnlyList<string> Statuses = ["ACTIVE", "ARCHIVED"];

    public static DatasetItemStatus StatusOf(string word) => word == "ARCHIVED" ? DatasetItemStatus.Archived : DatasetItemStatus.Active;

    public static WireDataset ToWire(ProjectId project, Dataset dataset) => new()
    {
        Id = dataset.Id.Value,
        ProjectId = project.Value,
        Name = dataset.Name,
        Description = dataset.Description,
        Metadata = new JsonPayload(dataset.Metadata),
        InputSchema = new JsonPayload(dataset.InputSchema),
        ExpectedOutputSchema = new JsonPayload(dataset.ExpectedOutputSchema),
        CreatedAt = dataset.CreatedAt,
        UpdatedAt = dataset.UpdatedAt,
    };

    public static WireDatasetItem ToWire(DatasetItem item, string datasetName, IReadOnlyList<WireMediaReference> media) => new()
    {
        Id = item.Id.Value,
        DatasetId = item.DatasetId.Value,
        SourceTraceId = item.SourceTraceId?.Value,
        SourceObservationId = item.SourceObservationId?.Value,
        Status = item.Status == DatasetItemStatus.Archived ? "ARCHIVED" : "ACTIVE",
        CreatedAt = item.CreatedAt,
        UpdatedAt = item.UpdatedAt,
        Input = new JsonPayload(item.Input),
        ExpectedOutput = new JsonPayload(item.ExpectedOutput),
        Metadata = new JsonPayload(item.Metadata),
        DatasetName = datasetName,
        MediaReferences = media,
    };

    public static WireDatasetRun ToWire(DatasetRun run, string datasetName) => new()
    {
        Id = run.Id.Value,
        Name = run.Name,
        Description = run.Description,
        Metadata = new JsonPayload(run.Metadata),
        DatasetId = run.DatasetId?.Value ?? "",
        DatasetName = datasetName,
        CreatedAt = run.CreatedAt,
        UpdatedAt = run.UpdatedAt,
    };

    public static WireDatasetRunWithItems ToWire(DatasetRun run, string datasetName, IEnumerable<DatasetRunItem> items) => new()
    {
        Id = run.Id.Value,
        Name = run.Name,
        Description = run.Description,
        Metadata = new JsonPayload(run.Metadata),
        DatasetId = run.DatasetId?.Value ?? "",
        DatasetName = datasetName,
        CreatedAt = run.CreatedAt,
        UpdatedAt = run.UpdatedAt,
        DatasetRunItems = [.. items.Select(ToWire)],
    };

    public static WireDatasetRunItem ToWire(DatasetRunItem item) => new()
    {
        Id = item.Id,
        DatasetRunId = item.RunId.Value,
        DatasetRunName = item.RunName,
        DatasetItemId = item.ItemId.Value,
        TraceId = item.TraceId.Value,
        ObservationId = item.ObservationId?.Value,
        CreatedAt = item.CreatedAt,
        UpdatedAt = item.UpdatedAt,
    };
}
