using System.Collections.Immutable;

namespace Observability.Storage;

/// <summary>Tells whoever watches what was written, once it is durable: the source of live views.</summary>
/// <remarks>
/// Thread-safe. Listeners run on the writer's thread and must return at once, so they note what changed and read it
/// elsewhere. An exception of a listener is swallowed: somebody watching may never disturb the pipeline.
/// </remarks>
public sealed class TraceFeed
{
    private ImmutableList<Action<TelemetryBatch>> _listeners = [];

    /// <summary>Calls <paramref name="listener"/> after every durable write until the returned subscription is disposed.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="listener"/> is null.</exception>
    public IDisposable Subscribe(Action<TelemetryBatch> listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        ImmutableInterlocked.Update(ref _listeners, static (list, added) => list.Add(added), listener);
        return new Subscription(this, listener);
    }

    /// <summary>Whether anybody listens.</summary>
    internal bool IsWatched => Volatile.Read(ref _listeners).Count > 0;

    internal void Publish(TelemetryBatch batch)
    {
        foreach (var listener in Volatile.Read(ref _listeners))
        {
            try
            {
                listener(batch);
            }
#pragma warning disable CA1031 // A listener that fails loses this notification, nothing else.
            catch (Exception)
#pragma warning restore CA1031
            {
            }
        }
    }

    private sealed class Subscription(TraceFeed feed, Action<TelemetryBatch> listener) : IDisposable
    {
        private Action<TelemetryBatch>? _listener = listener;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _listener, null) is { } removed)
            {
                ImmutableInterlocked.Update(ref feed._listeners, static (list, item) => list.Remove(item), removed);
            }
        }
    }
}
