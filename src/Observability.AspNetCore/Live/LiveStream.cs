using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Observability.AspNetCore.Wire;
using Observability.Storage;

namespace Observability.AspNetCore.Live;

/// <summary>The events of one client that watches a list.</summary>
/// <remarks>
/// <c>ready</c> comes first: whoever reads the list after it misses nothing. An event named after the list holds new and changed records that match the
/// filters. <c>reset</c> says that more changed than was kept, so the list must be read again. <c>heartbeat</c> shows that the line is alive.
/// </remarks>
/// <typeparam name="TId">What names a record.</typeparam>
/// <typeparam name="TItem">A record on the wire.</typeparam>
/// <param name="type">The name of the list.</param>
/// <param name="changed">What changes while the client watches.</param>
/// <param name="list">Reads those of the changed records that match the client's filters.</param>
internal sealed class LiveStream<TId, TItem>(string type, ChangedIds<TId> changed, Func<IReadOnlyCollection<TId>, Task<IReadOnlyList<TItem>>> list)
{
    private static readonly LiveList<TItem> None = new([]);

    public async IAsyncEnumerable<SseItem<LiveList<TItem>>> ReadAsync(TraceFeed feed, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var subscription = feed.Subscribe(changed.Add);
        yield return new(None, "ready");
        while (await WaitAsync(time, cancellationToken).ConfigureAwait(false) is { } hasChanged)
        {
            if (!hasChanged)
            {
                yield return new(None, "heartbeat");
                continue;
            }

            await Task.Delay(LiveTiming.Pace, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (changed.Take() is not { } ids)
            {
                yield return new(None, "reset");
            }
            else if (!cancellationToken.IsCancellationRequested && await list(ids).ConfigureAwait(false) is { Count: > 0 } items)
            {
                yield return new(new(items), type);
            }
        }
    }

    /// <summary>True when something changed, false when it is time for a heartbeat, null at the end.</summary>
    private async Task<bool?> WaitAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await changed.WaitAsync().WaitAsync(LiveTiming.Heartbeat, time, cancellationToken).ConfigureAwait(false);
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
}
