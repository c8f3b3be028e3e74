using Observability.Storage;

namespace Observability.AspNetCore.Live;

/// <summary>Gathers which records changed until a client has time for them.</summary>
/// <remarks>
/// Thread-safe; filled on the writer's thread. It holds ids, not records, so that a slow client costs little, and a bounded number of them:
/// beyond that the client must look at the whole list again, which it is told.
/// </remarks>
/// <typeparam name="TId">What names a record.</typeparam>
/// <param name="select">The ids in a batch that the client may see.</param>
internal sealed class ChangedIds<TId>(Func<TelemetryBatch, IEnumerable<TId>> select)
{
    /// <summary>The most ids that are kept.</summary>
    public const int Capacity = 1000;

    private readonly Lock _lock = new();
    private HashSet<TId> _ids = [];
    private bool _hasOverflown;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Notes the records of a batch.</summary>
    public void Add(TelemetryBatch batch)
    {
        lock (_lock)
        {
            foreach (var id in select(batch))
            {
                Add(id);
            }

            if (_ids.Count > 0 || _hasOverflown)
            {
                _changed.TrySetResult();
            }
        }
    }

    /// <summary>Completes when there is something to take.</summary>
    public Task WaitAsync()
    {
        lock (_lock)
        {
            return _changed.Task;
        }
    }

    /// <summary>Takes what has changed since the last call; null when it was too much to keep.</summary>
    public IReadOnlyCollection<TId>? Take()
    {
        lock (_lock)
        {
            var (ids, hasOverflown) = (_ids, _hasOverflown);
            _ids = [];
            _hasOverflown = false;
            _changed = NewSignal();
            return hasOverflown ? null : ids;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Add(TId id)
    {
        if (_hasOverflown)
        {
            return;
        }

        if (_ids.Count >= Capacity && !_ids.Contains(id))
        {
            _hasOverflown = true;
            _ids = [];
        }
        else
        {
            _ids.Add(id);
        }
    }
}
