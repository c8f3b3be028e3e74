using Observability.Model;
using Observability.Storage;

namespace Observability.AspNetCore.Live;

/// <summary>Gathers which traces changed until a client has time for them.</summary>
/// <remarks>
/// Thread-safe; filled on the writer's thread. It holds ids, not records, so that a slow client costs little, and a bounded number of them:
/// beyond that the client must look at the whole list again, which it is told.
/// </remarks>
internal sealed class ChangedTraces(ProjectId project)
{
    public const int Capacity = 1000;

    private readonly Lock _lock = new();
    private HashSet<TraceId> _ids = [];
    private bool _hasOverflown;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Notes the traces of a batch.</summary>
    public void Add(TelemetryBatch batch)
    {
        lock (_lock)
        {
            foreach (var observation in batch.Observations)
            {
                Add(observation.Project, observation.TraceId);
            }

            foreach (var trace in batch.Traces)
            {
                Add(trace.Project, trace.Id);
            }

            foreach (var score in batch.Scores)
            {
                Add(score.Project, score.Target.TraceId);
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
    public IReadOnlyCollection<TraceId>? Take()
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

    private void Add(ProjectId owner, TraceId? id)
    {
        if (id is not { } trace || owner != project || _hasOverflown)
        {
            return;
        }

        if (_ids.Count >= Capacity && !_ids.Contains(trace))
        {
            _hasOverflown = true;
            _ids = [];
        }
        else
        {
            _ids.Add(trace);
        }
    }
}
