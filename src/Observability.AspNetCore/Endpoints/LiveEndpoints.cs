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
using Observability.Storage;

namespace Observability.AspNetCore.Endpoints;

/// <summary>What happens now, as server-sent events: ours, beside the wire.</summary>
internal sealed class LiveEndpoints
{
    /// <summary>The most clients that watch at once.</summary>
    public const int MaxClients = 100;

    private int _clients;

    private LiveEndpoints()
    {
    }

    public static void Map(ApiMap api) => api.MapGet(
            "/live/traces",
            new LiveEndpoints().WatchAsync,
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
        .Produces<LiveTraces>(StatusCodes.Status200OK, "text/event-stream");

    private async Task WatchAsync(ApiRequest request)
    {
        var query = TraceEndpoints.ReadQuery(request);
        request.Query.ThrowIfInvalid();

        // A query that makes no sense is refused now, not in the middle of a stream.
        await request.ReadAsync((store, aborted) => store.ListTracesAsync(query with { Limit = 1 }, aborted)).ConfigureAwait(false);
        if (Interlocked.Increment(ref _clients) > MaxClients)
        {
            Interlocked.Decrement(ref _clients);
            throw ApiException.TooMany($"{MaxClients} clients watch already. Close one, or poll the list.");
        }

        try
        {
            await StreamAsync(request, query).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _clients);
        }
    }

    private static async Task StreamAsync(ApiRequest request, TraceQuery query)
    {
        // Without this a host would wait for its watchers when it stops.
        var stopping = request.Http.RequestServices.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, stopping);
        var response = request.Http.Response;
        response.ContentType = "text/event-stream";
        response.Headers["X-Accel-Buffering"] = "no";
        request.Http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await SseFormatter.WriteAsync(
            new LiveTraceStream(request, query).ReadAsync(end.Token),
            response.Body,
            static (item, buffer) =>
            {
                using var writer = new Utf8JsonWriter(buffer);
                JsonSerializer.Serialize(writer, item.Data, WireJson.Options.GetTypeInfo(typeof(LiveTraces)));
            },
            request.Aborted).ConfigureAwait(false);
    }
}
