using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Datasets;
using Observability.Model;
using Observability.Storage.Datasets;

namespace Observability.AspNetCore.Endpoints.Datasets;

/// <summary>Items of datasets: write, list as they are or were, one, delete.</summary>
internal static class DatasetItemEndpoints
{
    private const string NotFound = "Dataset item not found";

    private static readonly TextParameter DatasetName = new("datasetName", "Only of this dataset.");
    private static readonly TextParameter SourceTraceId = new("sourceTraceId", "Only made from this trace.");
    private static readonly TextParameter SourceObservationId = new("sourceObservationId", "Only made from this observation.");
    private static readonly InstantParameter Version = new("version", "The items as they were at this instant; needs datasetName.");

    public static void Map(ApiMap api)
    {
        api.MapPost("/dataset-items", UpsertAsync, "Creates an item, or changes the one with that id.").WithTags("datasets").Accepts<CreateDatasetItemBody>("application/json");
        api.MapGet("/dataset-items", ListAsync, "Lists items in pages, newest first.", [.. Paging.Parameters, DatasetName, SourceTraceId, SourceObservationId, Version]).WithTags("datasets");
        api.MapGet("/dataset-items/{id}", GetAsync, "Gets an item.").WithTags("datasets");
        api.MapDelete("/dataset-items/{id}", DeleteAsync, "Deletes an item; what it was stays in the versions before.").WithTags("datasets");
    }

    private static async Task<WireResult<WireDatasetItem>> UpsertAsync(ApiRequest request)
    {
        var body = await ApiBody.ReadAsync<CreateDatasetItemBody>(request.Http).ConfigureAwait(false);
        var issues = new BodyIssues();
        var name = issues.Text(body.DatasetName, "datasetName");
        var id = issues.OptionalText(body.Id, "id", BodyIssues.MaxIdLength);
        var trace = issues.OptionalText(body.SourceTraceId, "sourceTraceId", BodyIssues.MaxIdLength);
        var observation = issues.OptionalText(body.SourceObservationId, "sourceObservationId", BodyIssues.MaxIdLength);
        var status = issues.OptionalWord(body.Status, DatasetMapper.Statuses, "status");
        issues.ThrowIfInvalid();

        var dataset = await request.Datasets.FindAsync(request.Project, name, request.Aborted).ConfigureAwait(false)
            ?? throw ApiException.NotFound($"Dataset {name} not found for project {request.Project}");
        var input = await MediaLifter.LiftAsync(request, body.Input.Or(null)).ConfigureAwait(false);
        var expectedOutput = await MediaLifter.LiftAsync(request, body.ExpectedOutput.Or(null)).ConfigureAwait(false);
        var metadata = await MediaLifter.LiftAsync(request, body.Metadata.Or(null)).ConfigureAwait(false);
        var edit = new DatasetItemEdit(id is null ? null : new DatasetItemId(id), before => before with
        {
            Input = body.Input.ValueKind == JsonValueKind.Undefined ? before.Input : input,
            ExpectedOutput = body.ExpectedOutput.ValueKind == JsonValueKind.Undefined ? before.ExpectedOutput : expectedOutput,
            Metadata = body.Metadata.ValueKind == JsonValueKind.Undefined ? before.Metadata : metadata,
            SourceTraceId = trace is null ? before.SourceTraceId : new TraceId(trace),
            SourceObservationId = observation is null ? before.SourceObservationId : new ObservationId(observation),
            Status = status is null ? before.Status : DatasetMapper.StatusOf(status),
        });
        var written = await ApiRequest.TryAsync(() => request.Datasets.UpsertItemsAsync(request.Project, dataset, [edit], request.Aborted)).ConfigureAwait(false);
        return new((await DatasetItemAnswer.ToWireAsync(request, written).ConfigureAwait(false))[0]);
    }

    private static async Task<WireResult<PagedList<WireDatasetItem>>> ListAsync(ApiRequest request)
    {
        var paging = Paging.Read(request.Query);
        var name = request.Query.Read(DatasetName);
        var trace = request.Query.Read(SourceTraceId);
        var observation = request.Query.Read(SourceObservationId);
        var version = request.Query.Read(Version);
        request.Query.ThrowIfInvalid();

        var query = new DatasetItemQuery(paging.ToRequest())
        {
            Dataset = name is null ? null : (await DatasetEndpoints.RequireAsync(request, name).ConfigureAwait(false)).Id,
            SourceTrace = string.IsNullOrWhiteSpace(trace) ? null : new TraceId(trace),
            SourceObservation = string.IsNullOrWhiteSpace(observation) ? null : new ObservationId(observation),
            Version = version,
        };
        var page = await ApiRequest.TryAsync(() => request.Datasets.ListItemsAsync(request.Project, query, request.Aborted)).ConfigureAwait(false);
        return new(new(await DatasetItemAnswer.ToWireAsync(request, page.Items).ConfigureAwait(false), paging.Meta(page)));
    }

    private static async Task<WireResult<WireDatasetItem>> GetAsync(ApiRequest request, string id)
    {
        var item = await request.Datasets.GetItemAsync(request.Project, new DatasetItemId(ApiRequest.Id(id)), request.Aborted).ConfigureAwait(false)
            ?? throw ApiException.NotFound(NotFound);
        return new((await DatasetItemAnswer.ToWireAsync(request, [item]).ConfigureAwait(false))[0]);
    }

    private static async Task<WireResult<Message>> DeleteAsync(ApiRequest request, string id) =>
        await request.Datasets.DeleteItemAsync(request.Project, new DatasetItemId(ApiRequest.Id(id)), request.Aborted).ConfigureAwait(false)
            ? new(new Message("Dataset item successfully deleted"))
            : throw ApiException.NotFound(NotFound);
}
