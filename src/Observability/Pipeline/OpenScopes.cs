using Observability.Capture;
using Observability.Model;

namespace Observability.Pipeline;

/// <summary>Observations that may never be ended by anyone: streams. Those open longer than the limit end as incomplete.</summary>
/// <remarks>Thread-safe; adding and removing cost one lock and one list node.</remarks>
internal sealed class OpenScopes(TimeSpan limit, TimeProvider time, AsyncSignal wakePipeline)
{
    private readonly LinkedList<(ObservationScope Scope, long Since)> _open = [];

    public bool IsEmpty
    {
        get
        {
            lock (_open)
            {
                return _open.Count == 0;
            }
        }
    }

    /// <summary>Watches a scope; the result goes to <see cref="Remove"/> when it ends.</summary>
    public LinkedListNode<(ObservationScope Scope, long Since)> Add(ObservationScope scope)
    {
        bool first;
        LinkedListNode<(ObservationScope, long)> node;
        lock (_open)
        {
            first = _open.Count == 0;
            node = _open.AddLast((scope, time.GetTimestamp()));
        }

        if (first)
        {
            // The pipeline may sleep without a limit as long as nothing is open.
            wakePipeline.Set();
        }

        return node;
    }

    /// <summary>Stops watching; removing twice does nothing.</summary>
    public void Remove(LinkedListNode<(ObservationScope Scope, long Since)> node)
    {
        lock (_open)
        {
            if (node.List is not null)
            {
                _open.Remove(node);
            }
        }
    }

    /// <summary>Ends what is open too long.</summary>
    public void Sweep()
    {
        while (TakeExpired() is { } scope)
        {
            PipelineFlow.Outside(() =>
            {
                scope.SetStatus(ObservationStatus.Incomplete);
                scope.End(restoreAmbient: false);
            });
        }
    }

    private ObservationScope? TakeExpired()
    {
        lock (_open)
        {
            if (_open.First is not { } oldest || time.GetElapsedTime(oldest.Value.Since) < limit)
            {
                return null;
            }

            _open.RemoveFirst();
            return oldest.Value.Scope;
        }
    }
}
