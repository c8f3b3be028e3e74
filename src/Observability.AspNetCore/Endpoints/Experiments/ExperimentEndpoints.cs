using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Experiments;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.Catalog;

namespace Observability.AspNetCore.Endpoints.Experiments;

/// <summary>Experiments: runs of datasets, and of data that clients kept to themselves.</summary>
internal static class ExperimentEndpoints
{
    public static readonly IntegerParameter ScoreLimit = new("scoreLimit", "How many scores each one has at most.", 1, 50, 50);
    public static readonly ListParameter DatasetIds = new("datasetId", "Only of these datasets, with commas between.", splitAtCommas: true);

    private static readonly IReadOnlySet<string> Everything = ExperimentFields.All.ToHashSet(StringComparer.Ordinal);

    private static readonly FieldGroupsParameter Fields = new("fields", "The groups of fields, with commas between: core, metadata, scores. Core unless given.", ExperimentFields.All, ExperimentFields.Defaults);
    private static readonly ListParameter Ids = new("id", "Only these experiments, with commas between.", splitAtCommas: true);
    private static readonly ListParameter Names = new("name", "Only with one of these names, with commas between.", splitAtCommas: true);

    private static readonly Dictionary<string, Func<DatasetRun, string?>> Columns = new(StringComparer.Ordinal)
    {
        ["id"] = run => run.Id.Value,
        ["name"] = run => run.Name,
        ["datasetId"] = run => run.DatasetId?.Value,
    };

    public static void Map(ApiMap api)
    {
        api.MapGet(
            "/experiments",
            ListAsync,
            "Lists experiments that began in the range, newest first.",
            Fields, Parameters.PageLimit, ScoreLimit, Parameters.Cursor, Parameters.FromStartTime, Parameters.ToStartTime, Ids, Names, DatasetIds, Parameters.Filter).WithTags("experiments");
        api.MapGet("/experiments/{experimentId}", GetAsync, "Gets an experiment with its metadata and scores.").WithTags("experiments");
    }

    /// <summary>Restricts a query of the catalog to a range of time, whose end is not part of it.</summary>
    public static CatalogQuery Between(CatalogQuery query, DateTimeOffset? from, DateTimeOffset? to) => query with
    {
        From = from is { } first ? SortText.Of(first) : null,
        To = to is { } end && end > DateTimeOffset.MinValue ? SortText.Of(end.AddTicks(-1)) : null,
    };

    /// <summary>The scores of a target, newest first.</summary>
    public static async Task<IReadOnlyList<WireScoreV3>> ScoresAsync(ApiRequest request, Filter target, int limit)
    {
        var groups = ScoreFields.All.ToHashSet(StringComparer.Ordinal);
        var query = new ScoreQuery { Project = request.Project, Filters = [target], Limit = limit };
        var page = await request.ReadAsync((store, aborted) => store.ListScoresAsync(query, aborted)).ConfigureAwait(false);
        return [.. page.Items.Select(score => ScoreMapper.ToWireV3(score, groups))];
    }

    private static async Task<WireResult<CursorList<WireExperiment>>> ListAsync(ApiRequest request)
    {
        var groups = request.Query.Read(Fields);
        var limit = request.Query.Read(Parameters.PageLimit);
        var scores = request.Query.Read(ScoreLimit);
        var from = request.Query.Read(Parameters.FromStartTime);
        var to = request.Query.Read(Parameters.ToStartTime);
        var datasets = request.Query.Read(DatasetIds);
        var cursor = request.Query.Read(Parameters.Cursor);
        var filter = new ExperimentFilter<DatasetRun>(Columns)
            .AnyOf("id", request.Query.Read(Ids)).AnyOf("name", request.Query.Read(Names)).AnyOf("datasetId", datasets).Add(request.Query.Read(Parameters.Filter));
        request.Query.ThrowIfInvalid();
        if (from is null)
        {
            throw ApiException.Invalid(ApiIssue.InvalidType("string", "undefined", Parameters.FromStartTime.Name));
        }

        var query = request.Datasets.RunsQuery(request.Project, datasets is [var only] ? new DatasetId(only) : null) with { Cursor = cursor };
        var page = await CatalogScan.ReadAsync(
            Between(query, from, to), limit, part => request.Datasets.ListRunsAsync(part, request.Aborted), filter.Matches).ConfigureAwait(false);
        var wire = new List<WireExperiment>();
        foreach (var run in page.Items)
        {
            wire.Add(await ToWireAsync(request, run, groups, scores).ConfigureAwait(false));
        }

        return new(new(wire, new CursorMeta { Cursor = page.NextCursor }));
    }

    private static async Task<WireResult<WireExperiment>> GetAsync(ApiRequest request, string experimentId)
    {
        var run = await request.Datasets.GetRunAsync(request.Project, new DatasetRunId(ApiRequest.Id(experimentId)), request.Aborted).ConfigureAwait(false)
            ?? throw ApiException.NotFound("Experiment not found");
        return new(await ToWireAsync(request, run, Everything, (int)ScoreLimit.Maximum!.Value).ConfigureAwait(false));
    }

    private static async Task<WireExperiment> ToWireAsync(ApiRequest request, DatasetRun run, IReadOnlySet<string> groups, int scoreLimit)
    {
        var items = await request.Datasets.ListRunItemsAsync(request.Project, run.Id, new PageRequest(1, IncludeTotal: true), request.Aborted).ConfigureAwait(false);
        return new WireExperiment
        {
            Groups = groups,
            Id = run.Id.Value,
            Name = run.Name,
            Description = run.Description,
            StartTime = run.CreatedAt,
            EndTime = items.Items is [var last] && last.CreatedAt > run.CreatedAt ? last.CreatedAt : run.CreatedAt,
            ItemCount = items.TotalCount ?? 0,
            DatasetId = run.DatasetId?.Value,
            Metadata = new JsonPayload(run.Metadata),
            Scores = groups.Contains(ExperimentFields.Scores) ? await ScoresAsync(request, Filter.Equal(FilterField.DatasetRunId, run.Id.Value), scoreLimit).ConfigureAwait(false) : null,
        };
    }
}
