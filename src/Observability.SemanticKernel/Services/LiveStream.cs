using Observability.Capture;
using Observability.Capture.Streams;
using Observability.Model;

namespace Observability.SemanticKernel.Services;

/// <summary>A stream that runs: closed once, by its consumer or, when that forgets it, by the sweep.</summary>
internal sealed class LiveStream<T> : ILiveStream
{
    private readonly Tracer _tracer;
    private readonly IStreamObserver<T> _observer;
    private long _lastStep;
    private int _closed;

    public LiveStream(Tracer tracer, IStreamObserver<T> observer)
    {
        _tracer = tracer;
        _observer = observer;
        _lastStep = tracer.TimeProvider.GetTimestamp();
        tracer.LiveStreams.Add(this);
    }

    public long LastStep => Volatile.Read(ref _lastStep);

    private bool IsClosed => Volatile.Read(ref _closed) != 0;

    public void Step()
    {
        Volatile.Write(ref _lastStep, _tracer.TimeProvider.GetTimestamp());
        _observer.Activate();
    }

    public void Next(T item) => Guard(static (observer, item) => observer.Next(item), item);

    public void Fail(Exception exception) => Guard(static (observer, exception) => observer.Fail(exception), exception);

    public void Close(ObservationStatus status)
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        _tracer.LiveStreams.Remove(this);
        try
        {
            _observer.Close(status);
        }
        catch (Exception exception)
        {
            _tracer.ObservingFailed(exception);
        }
    }

    public void EndAsIncomplete() => Close(ObservationStatus.Incomplete);

    private void Guard<TArgument>(Action<IStreamObserver<T>, TArgument> tell, TArgument argument)
    {
        // Swept meanwhile: what was collected belongs to the pipeline now.
        if (IsClosed)
        {
            return;
        }

        try
        {
            tell(_observer, argument);
        }
        catch (Exception exception)
        {
            _tracer.ObservingFailed(exception);
        }
    }
}
