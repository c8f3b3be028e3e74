using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Wire;
using Observability.Model;
using Observability.Storage;

namespace Observability.AspNetCore.Live;

/// <summary>The events of one client that watches traces.</summary>
/// <remarks>
/// <c>ready</c> comes first: whoever reads the list after it misses nothing. <c>traces</c> holds new and changed traces that match the
/// filters. <c>reset</c> says that more changed than was kept, so the list must be read again. <c>heartbeat</c> shows that the line is alive.
/// </remarks>
internal sealed class LiveTraceStream(ApiRequest request, TraceQuery query)
{
    public static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(15);

    /// <summary>What changes within this time comes in one event.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(150);

    private static readonly HashSet<string> Groups = [TraceFields.Core, TraceFields.Metrics];

    public async IAsyncEnumerable<SseItem<LiveTraces>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var changed = new ChangedTraces(request.Project);
        using var subscription = request.Feed.Subscribe(changed.Add);
        yield return Event("ready");
        while (await WaitAsync(changed, cancellationToken).ConfigureAwait(false) is { } hasChanged)
        {
            if (!hasChanged)
            {
                yield return Event("heartbeat");
                continue;
            }

            await Task.Delay(Pace, request.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (changed.Take() is not { } ids)
            {
                yield return Event("reset");
            }
            else if (!cancellationToken.IsCancellationRequested && await ListAsync(ids).ConfigureAwait(false) is { Count: > 0 } traces)
            {
                yield return new SseItem<LiveTraces>(new LiveTraces(traces), "traces");
            }
        }
    }

    private static SseItem<LiveTraces> Event(string type) => new(LiveTraces.None, type);

    /// <summary>True when something changed, false when it is time for a heartbeat, null at the end.</summary>
    private async Task<bool?> WaitAsync(ChangedTraces changed, CancellationToken cancellationToken)
    {
        try
        {
            await changed.WaitAsync().WaitAsync(HeartbeatInterval, request.Time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<WireTraceListItem>> ListAsync(IReadOnlyCollection<TraceId> ids)
    {
        var narrowed = query with
        {
            Filters = [.. query.Filters, Filter.AnyOf(FilterField.Id, [.. ids.Select(id => id.Value)])],
            Limit = Math.Min(ids.Count, ListQuery.MaxLimit),
        };
        var page = await request.ReadAsync((store, aborted) => store.ListTracesAsync(narrowed, aborted)).ConfigureAwait(false);
        return [.. page.Items.Select(trace => TraceMapper.ToListItem(trace, Groups, [], []))];
    }
}
