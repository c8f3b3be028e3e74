using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.Model;
using Observability.Storage;

namespace Observability.AspNetCore.Endpoints;

/// <summary>Traces: list, one, erase.</summary>
internal static class TraceEndpoints
{
    private const int MaxDeletions = 1000;

    private static readonly FieldGroupsParameter Fields = new(
        "fields",
        "The groups of fields, with commas between: core, io, scores, observations, metrics. All unless given; without io a trace of many observations is read fast.",
        TraceFields.All,
        TraceFields.All);

    private static readonly IReadOnlyList<QueryParameter> ListParameters =
    [
        .. Paging.Parameters, Parameters.UserId, Parameters.Name, Parameters.SessionId, Parameters.FromTimestamp, Parameters.ToTimestamp, Parameters.OrderBy,
        Parameters.Tags, Parameters.Version, Parameters.Release, Parameters.Environment, Fields, Parameters.Filter, Parameters.Search,
    ];

    public static void Map(ApiMap api)
    {
        api.MapGet("/traces", ListAsync, "Lists traces.", ListParameters).WithTags("traces");
        api.MapGet("/traces/{traceId}", GetAsync, "Gets a trace with its observations and scores.", Fields).WithTags("traces");
        api.MapDelete("/traces/{traceId}", DeleteAsync, "Erases a trace with everything in it.").WithTags("traces");
        api.MapDelete("/traces", DeleteManyAsync, "Erases traces with everything in them.").WithTags("traces").Accepts<DeleteTracesBody>("application/json");
    }

    /// <summary>Reads the parameters of a list of traces.</summary>
    public static TraceQuery ReadQuery(ApiRequest request)
    {
        var query = request.Query;
        var filters = new FilterList()
            .Equal(FilterField.UserId, query.Read(Parameters.UserId))
            .Equal(FilterField.Name, query.Read(Parameters.Name))
            .Equal(FilterField.SessionId, query.Read(Parameters.SessionId))
            .AllOf(FilterField.Tags, query.Read(Parameters.Tags))
            .Equal(FilterField.Version, query.Read(Parameters.Version))
            .Equal(FilterField.Release, query.Read(Parameters.Release))
            .AnyOf(FilterField.Environment, query.Read(Parameters.Environment))
            .AddRange(FilterParser.Parse(query.Read(Parameters.Filter), FilterColumns.Traces));
        return new TraceQuery
        {
            Project = request.Project,
            From = query.Read(Parameters.FromTimestamp),
            To = query.Read(Parameters.ToTimestamp),
            Order = TraceOrder.Parse(query.Read(Parameters.OrderBy)),
            Search = query.Read(Parameters.Search),
            Filters = filters.Filters,
        };
    }

    private static async Task<WireResult<PagedList<WireTraceListItem>>> ListAsync(ApiRequest request)
    {
        var paging = Paging.Read(request.Query);
        var fields = request.Query.Read(Fields);
        var query = paging.Apply(ReadQuery(request)) with { Payloads = fields.Contains(TraceFields.Io) ? PayloadSelection.All : PayloadSelection.None };
        request.Query.ThrowIfInvalid();

        var page = await request.ReadAsync((store, aborted) => store.ListTracesAsync(query, aborted)).ConfigureAwait(false);
        var children = await TraceChildren.ReadAsync(request, page.Items, fields).ConfigureAwait(false);
        return new(new(page.Items.Select(trace => TraceMapper.ToListItem(trace, fields, children.ObservationsOf(trace), children.ScoresOf(trace))), paging.Meta(page)));
    }

    private static async Task<WireResult<WireTraceDetail>> GetAsync(ApiRequest request, string traceId)
    {
        var fields = request.Query.Read(Fields);
        request.Query.ThrowIfInvalid();
        var payloads = fields.Contains(TraceFields.Io) ? PayloadSelection.All : PayloadSelection.None;
        var detail = await request.ReadAsync((store, aborted) => store.GetTraceAsync(request.Project, new TraceId(ApiRequest.Id(traceId)), payloads, aborted)).ConfigureAwait(false)
            ?? throw ApiException.NotFound($"Trace {traceId} not found within authorized project");
        return new(TraceMapper.ToDetail(detail, fields));
    }

    private static async Task<WireResult<Message>> DeleteAsync(ApiRequest request, string traceId)
    {
        await EraseAsync(request, [new TraceId(ApiRequest.Id(traceId))]).ConfigureAwait(false);
        return new(new Message("Trace deleted successfully"));
    }

    private static async Task<WireResult<Message>> DeleteManyAsync(ApiRequest request)
    {
        var body = await ApiBody.ReadAsync<DeleteTracesBody>(request.Http).ConfigureAwait(false);
        var ids = body.TraceIds ?? throw ApiException.Invalid(ApiIssue.InvalidType("array", "undefined", "traceIds"));
        if (ids.Count is 0 or > MaxDeletions)
        {
            throw ApiException.Invalid(ids.Count == 0 ? ApiIssue.TooShort("array", 1, "traceIds") : ApiIssue.TooLong("array", MaxDeletions, "traceIds"));
        }

        if (ids.Any(string.IsNullOrWhiteSpace))
        {
            throw ApiException.Invalid(ApiIssue.TooShort("string", 1, "traceIds"));
        }

        await EraseAsync(request, [.. ids.Distinct(StringComparer.Ordinal).Select(id => new TraceId(id))]).ConfigureAwait(false);
        return new(new Message("Traces deleted successfully"));
    }

    private static Task<DeletionResult> EraseAsync(ApiRequest request, IReadOnlyList<TraceId> traces) =>
        Erasure.RunAsync(request, new DeletionRequest { Project = request.Project, Traces = traces }, traces);
}
