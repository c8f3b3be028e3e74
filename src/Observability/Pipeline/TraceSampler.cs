using System.IO.Hashing;
using System.Runtime.InteropServices;
using Observability.Capture;
using Observability.Model;

namespace Observability.Pipeline;

/// <summary>Head sampling by trace: keeps a share of the traces, and of the others those in which something failed.</summary>
/// <remarks>
/// A trace left out is held, bounded by bytes and age, until its root ends: an error anywhere releases all of it, else it is
/// counted as sampled out. Only the pipeline's loop calls it.
/// </remarks>
internal sealed class TraceSampler(LlmObservabilityOptions options, TelemetryQueue queue, TimeProvider time)
{
    private const int MaxRemembered = 10_000;

    private readonly Dictionary<TraceId, HeldTrace> _held = [];
    private readonly LinkedList<TraceId> _byAge = [];
    // True: kept because of an error; false: its root ended well and it was left out.
    private readonly Dictionary<TraceId, bool> _decided = [];
    private readonly Queue<TraceId> _decidedByAge = [];
    private readonly long _maxHeldBytes = options.QueueBytes / 4;
    private long _heldBytes;

    public bool IsHolding => _held.Count > 0;

    /// <summary>Whether the trace is in the share that is kept: the same answer in every process for the same id and rate.</summary>
    public static bool IsSampled(TraceId trace, double rate) =>
        rate >= 1 || (rate > 0 && XxHash3.HashToUInt64(MemoryMarshal.AsBytes(trace.Value.AsSpan())) / (double)ulong.MaxValue < rate);

    /// <summary>Passes the entry, and what it releases, to <paramref name="keep"/>, holds it, or counts it as sampled out.</summary>
    public void Route(in QueuedItem item, Action<QueuedItem> keep)
    {
        if (options.SampleRate >= 1 || TraceOf(item.Value) is not { } trace || IsSampled(trace, options.SampleRate) || _decided.GetValueOrDefault(trace))
        {
            keep(item);
        }
        else if (!options.AlwaysKeepErrors)
        {
            Drop(item);
        }
        else if (IsError(item.Value))
        {
            Remember(trace, kept: true);
            Release(trace, keep);
            keep(item);
        }
        else if (IsRoot(item.Value))
        {
            Remember(trace, kept: false);
            Release(trace, Drop);
            Drop(item);
        }
        else if (item.Value is TraceUpdate or Score && _decided.ContainsKey(trace))
        {
            Drop(item);
        }
        else
        {
            Hold(trace, item);
        }
    }

    /// <summary>Counts held traces that grew too old as sampled out.</summary>
    public void DropExpired()
    {
        while (_byAge.First is { } oldest && time.GetElapsedTime(_held[oldest.Value].Since) > options.StreamTimeout)
        {
            Release(oldest.Value, Drop);
        }
    }

    /// <summary>Counts everything held as sampled out: the pipeline ends.</summary>
    public void DropHeld()
    {
        while (_byAge.First is { } oldest)
        {
            Release(oldest.Value, Drop);
        }
    }

    private void Hold(TraceId trace, in QueuedItem item)
    {
        if (!_held.TryGetValue(trace, out var held))
        {
            held = new HeldTrace(time.GetTimestamp(), _byAge.AddLast(trace));
            _held.Add(trace, held);
        }

        held.Items.Add(item);
        _heldBytes += item.Bytes;
        queue.Hold(item);
        while (_heldBytes > _maxHeldBytes && _byAge.First is { } oldest)
        {
            Release(oldest.Value, Drop);
        }
    }

    private void Release(TraceId trace, Action<QueuedItem> to)
    {
        if (!_held.Remove(trace, out var held))
        {
            return;
        }

        _byAge.Remove(held.Age);
        foreach (var item in held.Items)
        {
            _heldBytes -= item.Bytes;
            queue.Release(item);
            to(item);
        }
    }

    private void Drop(QueuedItem item) => queue.Settle(sampledOut: item.Records, bytes: item.Bytes);

    private void Remember(TraceId trace, bool kept)
    {
        if (_decided.TryAdd(trace, kept))
        {
            _decidedByAge.Enqueue(trace);
            if (_decidedByAge.Count > MaxRemembered)
            {
                _decided.Remove(_decidedByAge.Dequeue());
            }
        }
        else
        {
            _decided[trace] |= kept;
        }
    }

    private static TraceId? TraceOf(object value) => value switch
    {
        ObservationScope scope => scope.Trace.Id,
        PreparedObservation prepared => prepared.Record.TraceId,
        TraceUpdate update => update.Record.Id,
        Score score => score.Target.TraceId,
        _ => null,
    };

    private static bool IsError(object value) => value switch
    {
        ObservationScope scope => scope.Level == ObservationLevel.Error || scope.Status == ObservationStatus.Failed,
        PreparedObservation prepared => prepared.Record.Level == ObservationLevel.Error || prepared.Record.Status == ObservationStatus.Failed,
        _ => false,
    };

    private static bool IsRoot(object value) => value switch
    {
        ObservationScope scope => scope.IsRoot,
        PreparedObservation prepared => prepared.IsRoot,
        _ => false,
    };

    private sealed record HeldTrace(long Since, LinkedListNode<TraceId> Age)
    {
        public List<QueuedItem> Items { get; } = [];
    }
}
