using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Datasets;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.Datasets;

namespace Observability.AspNetCore.Endpoints.Datasets;

/// <summary>Runs of datasets and what they did with the items.</summary>
internal static class DatasetRunEndpoints
{
    private static readonly TextParameter DatasetId = new("datasetId", "The dataset; required.");
    private static readonly TextParameter RunName = new("runName", "The run; required.");

    public static void Map(ApiMap api)
    {
        api.MapPost("/dataset-run-items", CreateItemAsync, "Adds to a run what it did with an item; creates the run when it is new.").WithTags("datasets").Accepts<CreateDatasetRunItemBody>("application/json");
        api.MapGet("/dataset-run-items", ListItemsAsync, "Lists what a run did in pages, newest first.", [.. Paging.Parameters, DatasetId, RunName]).WithTags("datasets");
        api.MapGet("/datasets/{datasetName}/runs", ListAsync, "Lists the runs of a dataset in pages, newest first.", Paging.Parameters).WithTags("datasets");
        api.MapGet("/datasets/{datasetName}/runs/{runName}", GetAsync, "Gets a run with all that it did.").WithTags("datasets");
        api.MapDelete("/datasets/{datasetName}/runs/{runName}", DeleteAsync, "Deletes a run with its scores; its traces stay.").WithTags("datasets");
    }

    private static async Task<WireResult<WireDatasetRunItem>> CreateItemAsync(ApiRequest request)
    {
        var body = await ApiBody.ReadAsync<CreateDatasetRunItemBody>(request.Http).ConfigureAwait(false);
        var issues = new BodyIssues();
        var name = issues.Text(body.RunName, "runName");
        var itemId = issues.Text(body.DatasetItemId, "datasetItemId", BodyIssues.MaxIdLength);
        var observation = issues.OptionalText(body.ObservationId, "observationId", BodyIssues.MaxIdLength);
        var trace = issues.OptionalText(body.TraceId, "traceId", BodyIssues.MaxIdLength);
        if (trace is null && observation is null)
        {
            issues.Add(ApiIssue.Custom("Provide traceId, or observationId of an observation that is there already.", "traceId"));
        }

        issues.ThrowIfInvalid();
        var item = await FindItemAsync(request, new DatasetItemId(itemId), body.DatasetVersion).ConfigureAwait(false) ?? throw ApiException.NotFound("Dataset item not found");
        var draft = new DatasetRunItemDraft(
            item.Id,
            trace is null ? await TraceOfAsync(request, observation!).ConfigureAwait(false) : new TraceId(trace),
            observation is null ? null : new ObservationId(observation))
        {
            ItemVersion = body.DatasetVersion,
            CreatedAt = body.CreatedAt,
        };
        var run = await request.Datasets.UpsertRunAsync(
            request.Project,
            item.DatasetId,
            name,
            before => before with { Description = body.RunDescription ?? before.Description, Metadata = body.Metadata.Or(before.Metadata) },
            request.Aborted).ConfigureAwait(false);
        var added = await request.Datasets.AddRunItemsAsync(request.Project, run, [draft], request.Aborted).ConfigureAwait(false);
        return new(DatasetMapper.ToWire(added[0]));
    }

    private static async Task<WireResult<PagedList<WireDatasetRunItem>>> ListItemsAsync(ApiRequest request)
    {
        var paging = Paging.Read(request.Query);
        var issues = new BodyIssues();
        var dataset = issues.Text(request.Query.Read(DatasetId), "datasetId");
        var name = issues.Text(request.Query.Read(RunName), "runName");
        request.Query.ThrowIfInvalid();
        issues.ThrowIfInvalid();

        var run = await request.Datasets.FindRunAsync(request.Project, new DatasetId(dataset), name, request.Aborted).ConfigureAwait(false)
            ?? throw ApiException.NotFound("Dataset run not found");
        var page = await ApiRequest.TryAsync(() => request.Datasets.ListRunItemsAsync(request.Project, run.Id, paging.ToRequest(), request.Aborted)).ConfigureAwait(false);
        return new(new(page.Items.Select(DatasetMapper.ToWire), paging.Meta(page)));
    }

    private static async Task<WireResult<PagedList<WireDatasetRun>>> ListAsync(ApiRequest request, string datasetName)
    {
        var paging = Paging.Read(request.Query);
        request.Query.ThrowIfInvalid();
        var dataset = await DatasetEndpoints.RequireAsync(request, datasetName).ConfigureAwait(false);
        var page = await ApiRequest.TryAsync(() => request.Datasets.ListRunsAsync(request.Project, dataset.Id, paging.ToRequest(), request.Aborted)).ConfigureAwait(false);
        return new(new(page.Items.Select(run => DatasetMapper.ToWire(run, dataset.Name)), paging.Meta(page)));
    }

    private static async Task<WireResult<WireDatasetRunWithItems>> GetAsync(ApiRequest request, string datasetName, string runName)
    {
        var (dataset, run) = await RequireAsync(request, datasetName, runName).ConfigureAwait(false);
        var items = await request.Datasets.ListRunItemsAsync(request.Project, run.Id, request.Aborted).ConfigureAwait(false);
        return new(DatasetMapper.ToWire(run, dataset.Name, items));
    }

    private static async Task<WireResult<Message>> DeleteAsync(ApiRequest request, string datasetName, string runName)
    {
        var (_, run) = await RequireAsync(request, datasetName, runName).ConfigureAwait(false);
        await DeleteScoresAsync(request, run.Id).ConfigureAwait(false);
        await request.Datasets.DeleteRunAsync(request.Project, run.Id, request.Aborted).ConfigureAwait(false);
        return new(new Message("Dataset run successfully deleted"));
    }

    private static async Task<(Dataset Dataset, DatasetRun Run)> RequireAsync(ApiRequest request, string datasetName, string runName)
    {
        var dataset = await DatasetEndpoints.RequireAsync(request, datasetName).ConfigureAwait(false);
        var run = await request.Datasets.FindRunAsync(request.Project, dataset.Id, ApiRequest.Id(runName), request.Aborted).ConfigureAwait(false);
        return (dataset, run ?? throw ApiException.NotFound("Dataset run not found"));
    }

    private static Task<DatasetItem?> FindItemAsync(ApiRequest request, DatasetItemId id, DateTimeOffset? version) => version is { } at
        ? request.Datasets.GetItemAsync(request.Project, id, at, request.Aborted)
        : request.Datasets.GetItemAsync(request.Project, id, request.Aborted);

    private static async Task<TraceId> TraceOfAsync(ApiRequest request, string observation)
    {
        var found = await request.ReadAsync((store, aborted) => store.GetObservationAsync(request.Project, new ObservationId(observation), null, aborted)).ConfigureAwait(false);
        return found?.TraceId ?? throw ApiException.NotFound($"Observation with id {observation} not found");
    }

    private static async Task DeleteScoresAsync(ApiRequest request, DatasetRunId run)
    {
        var query = new ScoreQuery { Project = request.Project, Filters = [Filter.Equal(FilterField.DatasetRunId, run.Value)], Limit = ListQuery.MaxLimit };
        while (await request.ReadAsync((store, aborted) => store.ListScoresAsync(query, aborted)).ConfigureAwait(false) is { Items: [_, ..] scores })
        {
            await request.Store.DeleteAsync(new DeletionRequest { Project = request.Project, Scores = [.. scores.Select(score => score.Id)] }, request.Aborted).ConfigureAwait(false);
        }
    }
}
