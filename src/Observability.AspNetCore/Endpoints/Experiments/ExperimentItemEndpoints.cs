using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Experiments;
using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.AspNetCore.Endpoints.Experiments;

/// <summary>What experiments did with their items.</summary>
internal static class ExperimentItemEndpoints
{
    private static readonly FieldGroupsParameter Fields = new(
        "fields",
        "The groups of fields, with commas between: core, dataset, io, metadata, itemMetadata, experimentMetadata, scores. Core and dataset unless given.",
        ExperimentFields.AllOfItems,
        ExperimentFields.DefaultsOfItems);

    private static readonly ListParameter ExperimentIds = new("experimentId", "Only of these experiments, with commas between.", splitAtCommas: true);
    private static readonly ListParameter ExperimentNames = new("experimentName", "Only of experiments with one of these names, with commas between.", splitAtCommas: true);
    private static readonly ListParameter ItemIds = new("experimentItemId", "Only of these items, with commas between.", splitAtCommas: true);

    public static void Map(ApiMap api) => api.MapGet(
        "/experiment-items",
        ListAsync,
        "Lists what experiments did with their items, newest first.",
        Fields,
        Parameters.PageLimit,
        ExperimentEndpoints.ScoreLimit,
        Parameters.Cursor,
        Parameters.FromStartTime,
        Parameters.ToStartTime,
        ExperimentIds,
        ExperimentNames,
        ItemIds,
        ExperimentEndpoints.DatasetIds,
        Parameters.Filter).WithTags("experiments");

    private static async Task<WireResult<CursorList<WireExperimentItem>>> ListAsync(ApiRequest request)
    {
        var answer = new ExperimentItemAnswer(request, request.Query.Read(Fields), request.Query.Read(ExperimentEndpoints.ScoreLimit));
        var limit = request.Query.Read(Parameters.PageLimit);
        var cursor = request.Query.Read(Parameters.Cursor);
        var from = request.Query.Read(Parameters.FromStartTime);
        var to = request.Query.Read(Parameters.ToStartTime);
        var experiments = request.Query.Read(ExperimentIds);
        var datasets = request.Query.Read(ExperimentEndpoints.DatasetIds);
        var filter = new ExperimentFilter<(DatasetRunItem Item, DatasetRun? Run)>(new Dictionary<string, Func<(DatasetRunItem Item, DatasetRun? Run), string?>>(StringComparer.Ordinal)
            {
                ["experimentId"] = entry => entry.Item.RunId.Value,
                ["experimentName"] = entry => entry.Item.RunName,
                ["experimentItemId"] = entry => entry.Item.ItemId.Value,
                ["datasetId"] = entry => entry.Run?.DatasetId?.Value,
            })
            .AnyOf("experimentId", experiments)
            .AnyOf("experimentName", request.Query.Read(ExperimentNames))
            .AnyOf("experimentItemId", request.Query.Read(ItemIds))
            .AnyOf("datasetId", datasets)
            .Add(request.Query.Read(Parameters.Filter));
        request.Query.ThrowIfInvalid();
        if (from is null && experiments.Count == 0)
        {
            throw ApiException.Invalid(ApiIssue.InvalidType("string", "undefined", Parameters.FromStartTime.Name));
        }

        var query = request.Datasets.RunItemsQuery(request.Project, experiments is [var only] ? new DatasetRunId(only) : null) with { Cursor = cursor };
        var page = await CatalogScan.ReadAsync(
            ExperimentEndpoints.Between(query, from, to),
            limit,
            async part =>
            {
                var items = await request.Datasets.ListRunItemsAsync(part, request.Aborted).ConfigureAwait(false);
                var entries = new List<(DatasetRunItem, DatasetRun?)>();
                foreach (var item in items.Items)
                {
                    entries.Add((item, await answer.RunAsync(item.RunId).ConfigureAwait(false)));
                }

                return new Storage.Page<(DatasetRunItem Item, DatasetRun? Run)>(entries, items.NextCursor);
            },
            filter.Matches).ConfigureAwait(false);
        var wire = new List<WireExperimentItem>();
        foreach (var (item, run) in page.Items)
        {
            wire.Add(await answer.ToWireAsync(item, run).ConfigureAwait(false));
        }

        return new(new(wire, new CursorMeta { Cursor = page.NextCursor }));
    }
}
