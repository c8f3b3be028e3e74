using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Datasets;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.Catalog;
using Observability.Storage.Datasets;

namespace Observability.AspNetCore.Endpoints.Datasets;

/// <summary>Datasets, in both forms of the wire.</summary>
internal static class DatasetEndpoints
{
    public static void Map(ApiMap api)
    {
        api.MapPost("/v2/datasets", UpsertAsync, "Creates a dataset, or changes the one of that name.").WithTags("datasets").Accepts<CreateDatasetBody>("application/json");
        api.MapGet("/v2/datasets", ListAsync, "Lists datasets in pages, newest first.", Paging.Parameters).WithTags("datasets");
        api.MapGet("/v2/datasets/{datasetName}", GetAsync, "Gets a dataset.").WithTags("datasets");
        api.MapDelete("/v2/datasets/{datasetName}", DeleteAsync, "Ours: deletes a dataset with its items, their history and its runs; traces stay.").WithTags("datasets");
        api.MapPost("/datasets", UpsertAsync, "Creates a dataset, or changes the one of that name.").WithTags("datasets").Accepts<CreateDatasetBody>("application/json");
        api.MapGet("/datasets", ListV1Async, "Lists datasets in pages, newest first, with the ids of their items and the names of their runs.", Paging.Parameters).WithTags("datasets");
        api.MapGet("/datasets/{datasetName}", GetV1Async, "Gets a dataset with all of its active items.").WithTags("datasets");
    }

    /// <exception cref="ApiException">There is none of that name.</exception>
    public static async Task<Dataset> RequireAsync(ApiRequest request, string datasetName) =>
        await request.Datasets.FindAsync(request.Project, ApiRequest.Id(datasetName), request.Aborted).ConfigureAwait(false)
            ?? throw ApiException.NotFound("Dataset not found");

    private static async Task<WireResult<WireDataset>> UpsertAsync(ApiRequest request)
    {
        var body = await ApiBody.ReadAsync<CreateDatasetBody>(request.Http).ConfigureAwait(false);
        var issues = new BodyIssues();
        var name = issues.Text(body.Name, "name");
        issues.ThrowIfInvalid();
        var dataset = await ApiRequest.TryAsync(() => request.Datasets.UpsertAsync(
            request.Project,
            name,
            before => before with
            {
                Description = body.Description ?? before.Description,
                Metadata = body.Metadata.Or(before.Metadata),
                InputSchema = body.InputSchema.Or(before.InputSchema),
                ExpectedOutputSchema = body.ExpectedOutputSchema.Or(before.ExpectedOutputSchema),
            },
            request.Aborted)).ConfigureAwait(false);
        return new(DatasetMapper.ToWire(request.Project, dataset));
    }

    private static async Task<WireResult<PagedList<WireDataset>>> ListAsync(ApiRequest request)
    {
        var (page, meta) = await ReadPageAsync(request).ConfigureAwait(false);
        return new(new(page.Items.Select(dataset => DatasetMapper.ToWire(request.Project, dataset)), meta));
    }

    private static async Task<WireResult<PagedList<WireDatasetSummary>>> ListV1Async(ApiRequest request)
    {
        var (page, meta) = await ReadPageAsync(request).ConfigureAwait(false);
        var summaries = new List<WireDatasetSummary>();
        foreach (var dataset in page.Items)
        {
            var items = await request.Datasets.ListItemsAsync(
                request.Project, new DatasetItemQuery(new PageRequest(ListQuery.MaxLimit)) { Dataset = dataset.Id }, request.Aborted).ConfigureAwait(false);
            summaries.Add(new WireDatasetSummary
            {
                Id = dataset.Id.Value,
                ProjectId = request.Project.Value,
                Name = dataset.Name,
                Description = dataset.Description,
                Metadata = new JsonPayload(dataset.Metadata),
                InputSchema = new JsonPayload(dataset.InputSchema),
                ExpectedOutputSchema = new JsonPayload(dataset.ExpectedOutputSchema),
                CreatedAt = dataset.CreatedAt,
                UpdatedAt = dataset.UpdatedAt,
                Items = [.. items.Items.Select(item => item.Id.Value)],
                Runs = await RunNamesAsync(request, dataset).ConfigureAwait(false),
            });
        }

        return new(new(summaries, meta));
    }

    private static async Task<WireResult<WireDataset>> GetAsync(ApiRequest request, string datasetName) =>
        new(DatasetMapper.ToWire(request.Project, await RequireAsync(request, datasetName).ConfigureAwait(false)));

    private static async Task<WireResult<WireDatasetWithItems>> GetV1Async(ApiRequest request, string datasetName)
    {
        var dataset = await RequireAsync(request, datasetName).ConfigureAwait(false);
        var items = new List<DatasetItem>();
        string? cursor = null;
        do
        {
            var page = await request.Datasets.ListItemsAsync(
                request.Project, new DatasetItemQuery(new PageRequest(ListQuery.MaxLimit, Cursor: cursor)) { Dataset = dataset.Id }, request.Aborted).ConfigureAwait(false);
            items.AddRange(page.Items.Where(item => item.Status == DatasetItemStatus.Active));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return new(new WireDatasetWithItems
        {
            Id = dataset.Id.Value,
            ProjectId = request.Project.Value,
            Name = dataset.Name,
            Description = dataset.Description,
            Metadata = new JsonPayload(dataset.Metadata),
            InputSchema = new JsonPayload(dataset.InputSchema),
            ExpectedOutputSchema = new JsonPayload(dataset.ExpectedOutputSchema),
            CreatedAt = dataset.CreatedAt,
            UpdatedAt = dataset.UpdatedAt,
            Items = await DatasetItemAnswer.ToWireAsync(request, items).ConfigureAwait(false),
            Runs = await RunNamesAsync(request, dataset).ConfigureAwait(false),
        });
    }

    private static async Task<WireResult<Message>> DeleteAsync(ApiRequest request, string datasetName)
    {
        var dataset = await RequireAsync(request, datasetName).ConfigureAwait(false);
        await request.Datasets.DeleteAsync(request.Project, dataset.Id, request.Aborted).ConfigureAwait(false);
        return new(new Message("Dataset successfully deleted"));
    }

    private static async Task<(Page<Dataset> Page, PageMeta Meta)> ReadPageAsync(ApiRequest request)
    {
        var paging = Paging.Read(request.Query);
        request.Query.ThrowIfInvalid();
        var page = await ApiRequest.TryAsync(() => request.Datasets.ListAsync(request.Project, paging.ToRequest(), request.Aborted)).ConfigureAwait(false);
        return (page, paging.Meta(page));
    }

    private static async Task<IReadOnlyList<string>> RunNamesAsync(ApiRequest request, Dataset dataset)
    {
        var runs = await request.Datasets.ListRunsAsync(request.Project, dataset.Id, new PageRequest(ListQuery.MaxLimit), request.Aborted).ConfigureAwait(false);
        return [.. runs.Items.Select(run => run.Name)];
    }
}
