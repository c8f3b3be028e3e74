using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Access;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Ingestion;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.Model;
using Observability.Storage;

namespace Observability.AspNetCore.Endpoints;

/// <summary>Scores: list in both forms of the wire, one, write.</summary>
internal static class ScoreEndpoints
{
    private static readonly FieldGroupsParameter Fields = new(
        "fields",
        "The groups of fields beside core, with commas between: details (comment, config, metadata), subject, annotation (author, queue).",
        ScoreFields.All,
        ScoreFields.Defaults);

    public static void Map(ApiMap api)
    {
        api.MapGet("/scores", ListV1Async, "Lists scores in the first form, in pages, newest first.", [.. Paging.Parameters, .. ScoreParameters.V2]).WithTags("scores");
        api.MapGet("/scores/{scoreId}", GetV1Async, "Gets a score in the first form.").WithTags("scores");
        api.MapDelete("/scores/{scoreId}", DeleteAsync, "Erases a score.").WithTags("scores").Produces<Message>(StatusCodes.Status202Accepted);
        api.MapGet("/v2/scores", ListV2Async, "Lists scores in pages, newest first.", [.. Paging.Parameters, .. ScoreParameters.V2]).WithTags("scores");
        api.MapGet("/v2/scores/{scoreId}", GetV2Async, "Gets a score.").WithTags("scores");
        api.MapGet("/v3/scores", ListV3Async, "Lists scores, newest first.", [Parameters.PageLimit, Parameters.Cursor, Fields, .. ScoreParameters.V3]).WithTags("scores");
        api.MapPost("/scores", CreateAsync, "Writes a score; it is durable when the answer comes.").WithTags("scores").Requires(ApiPermission.Score).Accepts<CreateScoreBody>("application/json");
    }

    // The first form knows scores of traces and observations only: its clients take the trace for granted.
    private static Task<WireResult<PagedList<WireScore>>> ListV1Async(ApiRequest request) => ListAsync(request, ScoreForms.V1, new Filter(FilterField.TraceId, FilterOperator.IsNotNull, []));

    private static Task<WireResult<PagedList<WireScore>>> ListV2Async(ApiRequest request) => ListAsync(request, ScoreForms.V2);

    private static async Task<WireResult<PagedList<WireScore>>> ListAsync(ApiRequest request, IReadOnlySet<string> form, params IReadOnlyList<Filter> only)
    {
        var paging = Paging.Read(request.Query);
        var query = paging.Apply(ScoreParameters.ReadV2(request.Query)) with { Project = request.Project };
        request.Query.ThrowIfInvalid();

        query = query with { Filters = [.. query.Filters, .. only] };
        var page = await request.ReadAsync((store, aborted) => store.ListScoresAsync(query, aborted)).ConfigureAwait(false);
        var traces = await ReadTracesAsync(request, page.Items).ConfigureAwait(false);
        return new(new(
            page.Items.Select(score => ScoreMapper.ToWire(score, form, score.Target.TraceId is { } trace ? traces.GetValueOrDefault(trace) : null)),
            paging.Meta(page)));
    }

    private static async Task<WireResult<ScoreListV3>> ListV3Async(ApiRequest request)
    {
        var groups = request.Query.Read(Fields);
        var query = ScoreParameters.ReadV3(request.Query) with
        {
            Project = request.Project,
            Limit = request.Query.Read(Parameters.PageLimit),
            Cursor = request.Query.Read(Parameters.Cursor),
        };
        request.Query.ThrowIfInvalid();

        var page = await request.ReadAsync((store, aborted) => store.ListScoresAsync(query, aborted)).ConfigureAwait(false);
        return new(new(page.Items.Select(score => ScoreMapper.ToWireV3(score, groups)), new ScoreListMeta { Limit = query.Limit, Cursor = page.NextCursor }));
    }

    private static Task<WireResult<WireScore>> GetV1Async(ApiRequest request, string scoreId) => GetAsync(request, scoreId, ScoreForms.V1);

    private static Task<WireResult<WireScore>> GetV2Async(ApiRequest request, string scoreId) => GetAsync(request, scoreId, ScoreForms.V2);

    private static async Task<WireResult<WireScore>> GetAsync(ApiRequest request, string scoreId, IReadOnlySet<string> form)
    {
        var query = new ScoreQuery { Project = request.Project, Filters = [Filter.Equal(FilterField.Id, ApiRequest.Id(scoreId))], Limit = 1 };
        var page = await request.ReadAsync((store, aborted) => store.ListScoresAsync(query, aborted)).ConfigureAwait(false);
        return page.Items is [var score, ..]
            ? new(ScoreMapper.ToWire(score, form))
            : throw ApiException.NotFound("Score not found");
    }

    private static async Task<WireResult<CreatedId>> CreateAsync(ApiRequest request)
    {
        var body = await ApiBody.ReadAsync<CreateScoreBody>(request.Http).ConfigureAwait(false);
        var score = ScoreReader.Read(body, request.Project, request.Time.GetUtcNow());
        if (request.Caller.Kind == CallerKind.PublicKey)
        {
            score = PublicScore.IsRefused(score) ? throw ApiException.Forbidden("A correction needs the secret key, too.") : PublicScore.Bound(score);
        }

        if (await new ScoreConfigCheck(request).FindProblemAsync(score).ConfigureAwait(false) is { } problem)
        {
            throw problem == ScoreConfigCheck.NotFound ? ApiException.NotFound(problem) : ApiException.Invalid(problem);
        }

        await request.WriteAsync(new TelemetryBatch { Scores = [score] }).ConfigureAwait(false);
        return new(new CreatedId(score.Id.Value));
    }

    // The wire says it will be erased; here it is when the answer comes.
    private static async Task<IResult> DeleteAsync(ApiRequest request, string scoreId)
    {
        var score = new ScoreId(ApiRequest.Id(scoreId));
        await request.Store.DeleteAsync(new DeletionRequest { Project = request.Project, Scores = [score] }, request.Aborted).ConfigureAwait(false);
        return new WireResult<Message>(new Message("Score deletion queued successfully"), StatusCodes.Status202Accepted);
    }

    private static async Task<Dictionary<TraceId, TraceSummary>> ReadTracesAsync(ApiRequest request, IReadOnlyList<Score> scores)
    {
        var ids = scores.Select(score => score.Target.TraceId).OfType<TraceId>().Distinct().ToList();
        if (ids.Count == 0)
        {
            return [];
        }

        var query = new TraceQuery { Project = request.Project, Filters = [Filter.AnyOf(FilterField.Id, [.. ids.Select(id => id.Value)])], Limit = ids.Count };
        var page = await request.ReadAsync((store, aborted) => store.ListTracesAsync(query, aborted)).ConfigureAwait(false);
        return page.Items.ToDictionary(trace => trace.Trace.Id);
    }
}
