namespace Observability.Pipeline;

/// <summary>The queue between the application and the pipeline, bounded by bytes, and the account of every record.</summary>
/// <remarks>
/// One short lock guards entries and counts together: the account balances at every instant, no entry slips in after
/// completion, and a section under the lock is a few writes long. What does not fit is dropped and counted.
/// </remarks>
internal sealed class TelemetryQueue(long maxBytes, int batchSize)
{
    private readonly Lock _lock = new();
    private readonly Queue<QueuedItem> _items = new();
    private readonly List<(long Target, TaskCompletionSource Done)> _flushes = [];
    private long _received, _written, _dropped, _sampledOut, _filtered, _queued, _inFlight, _held;
    private long _bytes, _peakBytes;
    private long _entered, _processed;
    private int _awaited;
    private int _wakeAt = 1;
    private bool _completed;

    /// <summary>Set when the reader has something to do.</summary>
    public AsyncSignal Signal { get; } = new();

    public bool IsCompleted => Volatile.Read(ref _completed);

    public PipelineStatistics Statistics
    {
        get
        {
            lock (_lock)
            {
                return new()
                {
                    Received = _received,
                    Written = _written,
                    Dropped = _dropped,
                    SampledOut = _sampledOut,
                    Filtered = _filtered,
                    Queued = _queued,
                    InFlight = _inFlight,
                    Held = _held,
                    PendingBytes = _bytes,
                    PeakPendingBytes = _peakBytes,
                };
            }
        }
    }

    /// <summary>Takes an entry, or counts it as dropped when it does not fit or the queue is completed.</summary>
    public bool TryAdd(in QueuedItem item)
    {
        var wake = false;
        bool fits;
        lock (_lock)
        {
            _received += item.Records;
            fits = !_completed && _bytes + item.Bytes <= maxBytes;
            if (fits)
            {
                _bytes += item.Bytes;
                _peakBytes = Math.Max(_peakBytes, _bytes);
                _queued += item.Records;
                _entered++;
                _items.Enqueue(item);
                _awaited += item.IsAwaited ? 1 : 0;
                wake = _items.Count >= _wakeAt || item.IsAwaited;
                if (wake)
                {
                    // Once per batch, not once per entry: waking costs more than adding.
                    _wakeAt = int.MaxValue;
                }
            }
            else
            {
                _dropped += item.Records;
            }
        }

        if (!fits)
        {
            PipelineMetrics.Settled(0, item.Records, 0, 0);
            return false;
        }

        PipelineMetrics.PendingBytes.Add(item.Bytes);
        if (wake)
        {
            Signal.Set();
        }

        return true;
    }

    /// <summary>Counts records that never became an entry.</summary>
    public void Refuse(int records)
    {
        lock (_lock)
        {
            _received += records;
            _dropped += records;
        }

        PipelineMetrics.Settled(0, records, 0, 0);
    }

    /// <summary>Refuses entries from now on; what is inside stays to be taken.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _completed = true;
        }

        Signal.Set();
    }

    /// <summary>Says how many entries wait, and asks to be woken when there are a batch of them, or one when none waits.</summary>
    public int Arm()
    {
        lock (_lock)
        {
            _wakeAt = _items.Count == 0 ? 1 : batchSize;
            return _items.Count;
        }
    }

    /// <summary>Whether waiting for a fuller batch would make somebody wait.</summary>
    public bool IsUrgent
    {
        get
        {
            lock (_lock)
            {
                return _completed || _flushes.Count > 0 || _awaited > 0 || _items.Count >= batchSize;
            }
        }
    }

    /// <summary>Moves up to a batch of entries from queued to in flight.</summary>
    public void Take(List<QueuedItem> into)
    {
        lock (_lock)
        {
            while (into.Count < batchSize && _items.TryDequeue(out var item))
            {
                _queued -= item.Records;
                _inFlight += item.Records;
                _awaited -= item.IsAwaited ? 1 : 0;
                into.Add(item);
            }
        }
    }

    /// <summary>Moves an entry in flight to held; it keeps its bytes.</summary>
    public void Hold(in QueuedItem item)
    {
        lock (_lock)
        {
            _inFlight -= item.Records;
            _held += item.Records;
        }
    }

    /// <summary>Moves a held entry back to in flight.</summary>
    public void Release(in QueuedItem item)
    {
        lock (_lock)
        {
            _held -= item.Records;
            _inFlight += item.Records;
        }
    }

    /// <summary>Closes the account of records in flight and gives their bytes back.</summary>
    public void Settle(long written = 0, long dropped = 0, long sampledOut = 0, long filtered = 0, long bytes = 0)
    {
        lock (_lock)
        {
            _inFlight -= written + dropped + sampledOut + filtered;
            _written += written;
            _dropped += dropped;
            _sampledOut += sampledOut;
            _filtered += filtered;
            _bytes -= bytes;
        }

        PipelineMetrics.Settled(written, dropped, sampledOut, filtered);
        PipelineMetrics.PendingBytes.Add(-bytes);
    }

    /// <summary>Completes when every entry taken in before the call is settled or held.</summary>
    public Task WaitProcessedAsync()
    {
        TaskCompletionSource done;
        lock (_lock)
        {
            if (_processed >= _entered)
            {
                return Task.CompletedTask;
            }

            done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _flushes.Add((_entered, done));
        }

        Signal.Set();
        return done.Task;
    }

    /// <summary>Says that so many entries taken are settled or held.</summary>
    public void Processed(int entries)
    {
        lock (_lock)
        {
            _processed += entries;
            for (var i = _flushes.Count - 1; i >= 0; i--)
            {
                if (_flushes[i].Target <= _processed)
                {
                    _flushes[i].Done.TrySetResult();
                    _flushes.RemoveAt(i);
                }
            }
        }
    }
}
