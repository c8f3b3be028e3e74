using Observability.AspNetCore.Http;
using Observability.AspNetCore.Wire;
using Observability.Model;
using Observability.Storage;

namespace Observability.AspNetCore.Endpoints;

/// <summary>Erases everything that is kept of an end user: ours, beside the wire.</summary>
internal static class UserErasure
{
    public static async Task<WireResult<WireErasure>> RunAsync(ApiRequest request, string userId)
    {
        var user = ApiRequest.Id(userId);
        var traces = await TracesOfAsync(request, user).ConfigureAwait(false);

        // Items first: of an erasure that was interrupted the traces are still there to find the items by.
        var items = await ItemsOfAsync(request, traces).ConfigureAwait(false);
        var result = await Erasure.RunAsync(request, new DeletionRequest { Project = request.Project, Users = [new UserId(user)] }, traces).ConfigureAwait(false);
        return new(new WireErasure("User data deleted successfully", result.Traces, result.Observations, result.Scores, items));
    }

    private static async Task<HashSet<TraceId>> TracesOfAsync(ApiRequest request, string user)
    {
        var ofUser = Filter.Equal(FilterField.UserId, user);
        var traces = new HashSet<TraceId>();
        var query = new TraceQuery { Project = request.Project, Filters = [ofUser], Limit = ListQuery.MaxLimit };
        await request.ReadAllAsync((store, cursor, aborted) => store.ListTracesAsync(query with { Cursor = cursor }, aborted), trace => traces.Add(trace.Trace.Id)).ConfigureAwait(false);
        var observations = new ObservationQuery { Project = request.Project, Filters = [ofUser], Limit = ListQuery.MaxLimit };
        await request.ReadAllAsync((store, cursor, aborted) => store.ListObservationsAsync(observations with { Cursor = cursor }, aborted), observation => traces.Add(observation.TraceId)).ConfigureAwait(false);
        return traces;
    }

    private static async Task<long> ItemsOfAsync(ApiRequest request, IReadOnlyCollection<TraceId> traces)
    {
        try
        {
            return await request.Datasets.EraseItemsAsync(request.Project, traces, request.Aborted).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NotSupportedException || exception is ApiException { StatusCode: 501 })
        {
            return 0;
        }
    }
}
