using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Live;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.Model;
using Observability.Storage;

namespace Observability.AspNetCore.Endpoints;

/// <summary>What happens now, as server-sent events: ours, beside the wire.</summary>
internal sealed class LiveEndpoints
{
    /// <summary>The most clients that watch at once.</summary>
    public const int MaxClients = 100;

    private static readonly HashSet<string> TraceGroups = [TraceFields.Core, TraceFields.Metrics];

    private int _clients;

    private LiveEndpoints()
    {
    }

    public static void Map(ApiMap api)
    {
        var live = new LiveEndpoints();
        api.MapGet(
                "/live/traces",
                live.WatchTracesAsync,
                "Streams new and changed traces as server-sent events: ready, traces, reset (read the list again) and heartbeat.",
                Parameters.UserId,
                Parameters.Name,
                Parameters.SessionId,
                Parameters.FromTimestamp,
                Parameters.Tags,
                Parameters.Version,
                Parameters.Release,
                Parameters.Environment,
                Parameters.Filter,
                Parameters.Search)
            .WithTags("live")
            .Produces<LiveList<WireTraceListItem>>(StatusCodes.Status200OK, "text/event-stream");
        api.MapGet(
                "/live/observations",
                live.WatchObservationsAsync,
                "Streams new and changed observations as server-sent events: ready, observations, reset (read the list again) and heartbeat.",
                [.. ObservationEndpoints.Shown, .. ObservationEndpoints.Conditions])
            .WithTags("live")
            .Produces<LiveList<WireObservationV2>>(StatusCodes.Status200OK, "text/event-stream");
    }

    private async Task WatchTracesAsync(ApiRequest request)
    {
        var query = TraceEndpoints.ReadQuery(request);
        request.Query.ThrowIfInvalid();
        await WatchAsync<TraceId, WireTraceListItem>(request, "traces", WatchedIds.OfTraces(request.Project), ListAsync).ConfigureAwait(false);

        async Task<IReadOnlyList<WireTraceListItem>> ListAsync(IReadOnlyCollection<TraceId> ids)
        {
            var changed = query with { Filters = [.. query.Filters, Filter.AnyOf(FilterField.Id, [.. ids.Select(id => id.Value)])], Limit = LimitFor(ids.Count) };
            var page = await request.ReadAsync((store, aborted) => store.ListTracesAsync(changed, aborted)).ConfigureAwait(false);
            return [.. page.Items.Select(trace => TraceMapper.ToListItem(trace, TraceGroups, [], []))];
        }
    }

    private async Task WatchObservationsAsync(ApiRequest request)
    {
        var fields = ObservationEndpoints.ReadFields(request);
        var query = ObservationEndpoints.Select(ObservationEndpoints.ReadQuery(request), fields);
        request.Query.ThrowIfInvalid();
        await WatchAsync<(TraceId Trace, ObservationId Id), WireObservationV2>(request, "observations", WatchedIds.OfObservations(request.Project), ListAsync).ConfigureAwait(false);

        async Task<IReadOnlyList<WireObservationV2>> ListAsync(IReadOnlyCollection<(TraceId Trace, ObservationId Id)> ids)
        {
            // The trace is where a store finds an observation; its id alone would be looked for everywhere.
            var changed = query with
            {
                Filters =
                [
                    .. query.Filters,
                    Filter.AnyOf(FilterField.TraceId, [.. ids.Select(id => id.Trace.Value).Distinct()]),
                    Filter.AnyOf(FilterField.Id, [.. ids.Select(id => id.Id.Value)]),
                ],
                Limit = LimitFor(ids.Count),
            };
            var page = await request.ReadAsync((store, aborted) => store.ListObservationsAsync(changed, aborted)).ConfigureAwait(false);
            return [.. page.Items.Select(record => ObservationMapper.ToWireV2(record, fields))];
        }
    }

    private static int LimitFor(int count) => Math.Clamp(count, 1, ListQuery.MaxLimit);

    private async Task WatchAsync<TId, TItem>(ApiRequest request, string type, ChangedIds<TId> changed, Func<IReadOnlyCollection<TId>, Task<IReadOnlyList<TItem>>> list)
    {
        // A query that makes no sense is refused now, not in the middle of a stream.
        await list([]).ConfigureAwait(false);
        if (Interlocked.Increment(ref _clients) > MaxClients)
        {
            Interlocked.Decrement(ref _clients);
            throw ApiException.TooMany($"{MaxClients} clients watch already. Close one, or poll the list.");
        }

        try
        {
            await SendAsync(request, new LiveStream<TId, TItem>(type, changed, list)).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _clients);
        }
    }

    private static async Task SendAsync<TId, TItem>(ApiRequest request, LiveStream<TId, TItem> stream)
    {
        // Without this a host would wait for its watchers when it stops.
        var stopping = request.Http.RequestServices.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, stopping);
        var response = request.Http.Response;
        response.ContentType = "text/event-stream";
        response.Headers["X-Accel-Buffering"] = "no";
        request.Http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await SseFormatter.WriteAsync(
            stream.ReadAsync(request.Feed, request.Time, end.Token),
            response.Body,
            static (item, buffer) =>
            {
                using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = WireJson.Options.Encoder });
                JsonSerializer.Serialize(writer, item.Data, WireJson.Options.GetTypeInfo(typeof(LiveList<TItem>)));
            },
            request.Aborted).ConfigureAwait(false);
    }
}
