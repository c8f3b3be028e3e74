using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.Storage;

namespace Observability.AspNetCore.Endpoints;

/// <summary>End users: ours, beside the wire.</summary>
internal static class UserEndpoints
{
    public static void Map(ApiMap api)
    {
        api.MapGet(
            "/users",
            ListAsync,
            "Lists the end users that had a trace in the range, most recently active first.",
            [.. Paging.Parameters, Parameters.FromTimestamp, Parameters.ToTimestamp, Parameters.Environment, Parameters.UserId, Parameters.Filter]).WithTags("users");
        api.MapDelete(
            "/users/{userId}",
            UserErasure.RunAsync,
            "Ours: erases an end user: all traces that name him with everything in them, their media, and dataset items made of them with their history.").WithTags("users");
    }

    private static async Task<WireResult<PagedList<WireUser>>> ListAsync(ApiRequest request)
    {
        var paging = Paging.Read(request.Query);
        var filters = new FilterList()
            .AnyOf(FilterField.Environment, request.Query.Read(Parameters.Environment))
            .Equal(FilterField.Id, request.Query.Read(Parameters.UserId))
            .AddRange(FilterParser.Parse(request.Query.Read(Parameters.Filter), FilterColumns.Traces));
        var query = paging.Apply(new UserQuery
        {
            Project = request.Project,
            From = request.Query.Read(Parameters.FromTimestamp),
            To = request.Query.Read(Parameters.ToTimestamp),
            Filters = filters.Filters,
        });
        request.Query.ThrowIfInvalid();

        var page = await request.ReadAsync((store, aborted) => store.ListUsersAsync(query, aborted)).ConfigureAwait(false);
        return new(new(page.Items.Select(user => new WireUser
        {
            Id = user.Id.Value,
            ProjectId = request.Project.Value,
            FirstTraceAt = user.FirstTraceTime,
            LastTraceAt = user.LastTraceTime,
            TraceCount = user.TraceCount,
            ObservationCount = user.ObservationCount,
            TotalTokens = user.TotalTokens,
            TotalCost = user.TotalCost,
        }), paging.Meta(page)));
    }
}
