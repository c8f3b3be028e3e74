using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.Model;
using Observability.Storage;

namespace Observability.AspNetCore.Endpoints;

/// <summary>Sessions: list and one.</summary>
internal static class SessionEndpoints
{
    private static readonly HashSet<string> TraceGroups = [TraceFields.Core, TraceFields.Io, TraceFields.Metrics];

    public static void Map(ApiMap api)
    {
        api.MapGet(
            "/sessions",
            ListAsync,
            "Lists the sessions that had a trace in the range, most recently active first.",
            [.. Paging.Parameters, Parameters.FromTimestamp, Parameters.ToTimestamp, Parameters.Environment, Parameters.UserId, Parameters.Filter]).WithTags("sessions");
        api.MapGet("/sessions/{sessionId}", GetAsync, "Gets a session with its traces in order of time.").WithTags("sessions");
    }

    private static async Task<WireResult<PagedList<WireSession>>> ListAsync(ApiRequest request)
    {
        var paging = Paging.Read(request.Query);
        var filters = new FilterList()
            .AnyOf(FilterField.Environment, request.Query.Read(Parameters.Environment))
            .Equal(FilterField.UserId, request.Query.Read(Parameters.UserId))
            .AddRange(FilterParser.Parse(request.Query.Read(Parameters.Filter), FilterColumns.Traces));
        var query = paging.Apply(new SessionQuery
        {
            Project = request.Project,
            From = request.Query.Read(Parameters.FromTimestamp),
            To = request.Query.Read(Parameters.ToTimestamp),
            Filters = filters.Filters,
        });
        request.Query.ThrowIfInvalid();

        var page = await request.ReadAsync((store, aborted) => store.ListSessionsAsync(query, aborted)).ConfigureAwait(false);
        return new(new(page.Items.Select(session => ToWire(request.Project, session)), paging.Meta(page)));
    }

    private static async Task<WireResult<WireSessionDetail>> GetAsync(ApiRequest request, string sessionId)
    {
        var id = ApiRequest.Id(sessionId);
        var sessions = new SessionQuery { Project = request.Project, Filters = [Filter.Equal(FilterField.Id, id)], Limit = 1 };
        var found = await request.ReadAsync((store, aborted) => store.ListSessionsAsync(sessions, aborted)).ConfigureAwait(false);
        if (found.Items is not [var session, ..])
        {
            throw ApiException.NotFound("Session not found within authorized project");
        }

        var traces = new TraceQuery
        {
            Project = request.Project,
            Filters = [Filter.Equal(FilterField.SessionId, id)],
            Order = SortOrder.OldestFirst,
            Payloads = PayloadSelection.All,
            Limit = ListQuery.MaxLimit,
        };
        var page = await request.ReadAsync((store, aborted) => store.ListTracesAsync(traces, aborted)).ConfigureAwait(false);
        var wire = ToWire(request.Project, session);
        return new(new WireSessionDetail
        {
            Id = wire.Id,
            CreatedAt = wire.CreatedAt,
            ProjectId = wire.ProjectId,
            Environment = wire.Environment,
            LastTraceAt = wire.LastTraceAt,
            TraceCount = wire.TraceCount,
            UserIds = wire.UserIds,
            TotalTokens = wire.TotalTokens,
            TotalCost = wire.TotalCost,
            Traces = page.Items.Select(trace => TraceMapper.ToListItem(trace, TraceGroups, [], [])),
        });
    }

    private static WireSession ToWire(ProjectId project, SessionSummary session) => new()
    {
        Id = session.Id.Value,
        CreatedAt = session.FirstTraceTime,
        ProjectId = project.Value,
        Environment = session.Environment,
        LastTraceAt = session.LastTraceTime,
        TraceCount = session.TraceCount,
        UserIds = [.. session.Users.Select(user => user.Value)],
        TotalTokens = session.TotalTokens,
        TotalCost = session.TotalCost,
    };
}
