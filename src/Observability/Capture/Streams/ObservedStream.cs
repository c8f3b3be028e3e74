using System.Runtime.CompilerServices;
using Observability.Model;

namespace Observability.Capture.Streams;

/// <summary>Passes a stream through unchanged and keeps one observation open while it runs.</summary>
/// <remarks>
/// The observation starts at the first step, as an async iterator would. An async iterator resumes in its consumer's context, so the ambient
/// scope is set before every step, from the field and never from the context. It ends with the stream's end, its exception, or its disposal:
/// a consumer that stops early leaves it "abandoned". A stream nobody disposes is swept.
/// </remarks>
internal abstract class ObservedStream<T> : IAsyncEnumerable<T>, IAsyncEnumerator<T>, ILiveStream
{
    private readonly Tracer _tracer;
    private readonly CancellationToken _givenToken;
    private CancellationToken _cancellationToken;
    private CancellationTokenSource? _linked;
    private IAsyncEnumerator<T>? _inner;
    private ObservationScope? _scope;
    private ExecutionContext? _outside;
    private ExecutionContext? _inside;
    private long _lastStep;
    private int _enumerated;
    private int _ended;

    protected ObservedStream(Tracer tracer, CancellationToken cancellationToken)
    {
        _tracer = tracer;
        _givenToken = _cancellationToken = cancellationToken;
    }

    /// <inheritdoc/>
    public T Current => _inner is null ? default! : _inner.Current;

    /// <inheritdoc/>
    public long LastStep => Volatile.Read(ref _lastStep);

    protected ObservationScope? Scope => _scope;

    /// <inheritdoc/>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var stream = Interlocked.Exchange(ref _enumerated, 1) == 0 ? this : Again(_givenToken);
        if (cancellationToken.CanBeCanceled && cancellationToken != stream._cancellationToken)
        {
            stream.Link(cancellationToken);
        }

        stream._enumerated = 1;
        return stream;
    }

    /// <inheritdoc/>
    public ValueTask<bool> MoveNextAsync()
    {
        var caller = ExecutionContext.Capture();
        Enter(caller);
        try
        {
            _inner ??= Begin(_scope!, _cancellationToken).GetAsyncEnumerator(_cancellationToken);
            var step = _inner.MoveNextAsync();
            return step.IsCompletedSuccessfully ? new ValueTask<bool>(Stepped(step.GetAwaiter().GetResult())) : AwaitAsync(step);
        }
        catch (Exception exception)
        {
            End(exception);
            throw;
        }
        finally
        {
            Leave(caller);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        var caller = ExecutionContext.Capture();
        try
        {
            if (_inner is not null)
            {
                ValueTask disposal;
                Enter(caller);
                try
                {
                    disposal = _inner.DisposeAsync();
                }
                finally
                {
                    Leave(caller);
                }

                await disposal.ConfigureAwait(false);
            }
        }
        finally
        {
            End(_cancellationToken.IsCancellationRequested ? ObservationStatus.Cancelled : ObservationStatus.Abandoned);
            _linked?.Dispose();
        }
    }

    /// <inheritdoc/>
    public void EndAsIncomplete() => End(ObservationStatus.Incomplete);

    /// <summary>Makes a second stream for a second enumeration.</summary>
    protected abstract ObservedStream<T> Again(CancellationToken cancellationToken);

    /// <summary>Starts the observation, without making it current.</summary>
    protected abstract ObservationScope StartScope();

    /// <summary>Calls what is observed.</summary>
    protected abstract IAsyncEnumerable<T> Begin(ObservationScope scope, CancellationToken cancellationToken);

    /// <summary>Sees an item pass.</summary>
    protected abstract void OnItem(T item);

    /// <summary>Fills the observation; the status and exception are set already. Called once, whatever ended the stream.</summary>
    protected abstract void OnEnd(ObservationScope scope, bool completed);

    private void Link(CancellationToken cancellationToken)
    {
        if (_cancellationToken.CanBeCanceled)
        {
            _linked = CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken, cancellationToken);
            cancellationToken = _linked.Token;
        }

        _cancellationToken = cancellationToken;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> AwaitAsync(ValueTask<bool> step)
    {
        bool moved;
        try
        {
            moved = await step.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            End(exception);
            throw;
        }

        return Stepped(moved);
    }

    private bool Stepped(bool moved)
    {
        if (moved)
        {
            Volatile.Write(ref _lastStep, _tracer.TimeProvider.GetTimestamp());
            _scope!.SetFirstToken();
            if (Volatile.Read(ref _ended) != 0)
            {
                return true; // Swept meanwhile: what was collected belongs to the pipeline now.
            }

            try
            {
                OnItem(_inner!.Current);
            }
            catch (Exception exception)
            {
                _tracer.ObservingFailed(exception);
            }
        }
        else
        {
            End(ObservationStatus.Completed);
        }

        return moved;
    }

    // Setting an AsyncLocal allocates a context; restoring one does not. A consumer's context seldom changes between two steps,
    // so the context with the scope in it is made once (5 KB less in a 200-update stream).
    private void Enter(ExecutionContext? caller)
    {
        if (caller is not null && ReferenceEquals(caller, _outside))
        {
            ExecutionContext.Restore(_inside!);
            return;
        }

        if (_scope is null)
        {
            _scope = StartScope();
            _lastStep = _scope.StartTimestamp;
            _tracer.LiveStreams.Add(this);
        }

        _scope.Activate();
        _outside = caller;
        _inside = ExecutionContext.Capture();
    }

    private void Leave(ExecutionContext? caller)
    {
        if (caller is not null)
        {
            ExecutionContext.Restore(caller);
        }
        else
        {
            AmbientScope.Current = _scope!.Parent;
        }
    }

    private void End(Exception exception)
    {
        _scope?.SetException(exception);
        End(_scope?.Status ?? ObservationStatus.Failed);
    }

    private void End(ObservationStatus status)
    {
        if (_scope is null || Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        _tracer.LiveStreams.Remove(this);
        _scope.SetStatus(status);
        try
        {
            OnEnd(_scope, status == ObservationStatus.Completed);
        }
        catch (Exception exception)
        {
            _tracer.ObservingFailed(exception);
        }

        _scope.End(restoreAmbient: false);
    }
}
