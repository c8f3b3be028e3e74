using System.Collections.Concurrent;

namespace Observability.Capture.Streams;

/// <summary>The streams that run now, so that one nobody ever disposes is not lost: without a step for the limit it is swept to "incomplete".</summary>
/// <remarks>Thread-safe. The timer runs only from the first stream on.</remarks>
internal sealed class LiveStreams(TimeProvider timeProvider, TimeSpan limit) : IDisposable
{
    private readonly ConcurrentDictionary<ILiveStream, byte> _streams = new();
    private ITimer? _timer;
    private int _started;

    public void Add(ILiveStream stream)
    {
        _streams[stream] = 0;
        if (Volatile.Read(ref _started) == 0 && Interlocked.Exchange(ref _started, 1) == 0)
        {
            // Without the flow: the timer must not keep the first stream's ambient values alive.
            using (ExecutionContext.SuppressFlow())
            {
                _timer = timeProvider.CreateTimer(static state => ((LiveStreams)state!).Sweep(), this, limit / 10, limit / 10);
            }
        }
    }

    public void Remove(ILiveStream stream) => _streams.TryRemove(stream, out _);

    public void Sweep()
    {
        foreach (var (stream, _) in _streams)
        {
            if (timeProvider.GetElapsedTime(stream.LastStep) >= limit)
            {
                stream.EndAsIncomplete();
            }
        }
    }

    /// <summary>Ends every stream as incomplete: the process stops.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        foreach (var (stream, _) in _streams)
        {
            stream.EndAsIncomplete();
        }
    }
}
