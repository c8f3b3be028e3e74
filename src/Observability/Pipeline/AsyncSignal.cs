namespace Observability.Pipeline;

/// <summary>Wakes one waiter; set while nobody waits, it wakes the next.</summary>
internal sealed class AsyncSignal
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _waiter;
    private bool _isSet;

    public void Set()
    {
        TaskCompletionSource? waiter;
        lock (_lock)
        {
            waiter = _waiter;
            _waiter = null;
            _isSet = waiter is null;
        }

        waiter?.TrySetResult();
    }

    public Task WaitAsync()
    {
        lock (_lock)
        {
            if (_isSet)
            {
                _isSet = false;
                return Task.CompletedTask;
            }

            return (_waiter ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Waits for the signal, at most so long. Raises no exception when time is up: this happens twenty times a second.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time)
    {
        var signal = WaitAsync();
        if (signal.IsCompleted)
        {
            return;
        }

        using var cancelDelay = new CancellationTokenSource();
        await Task.WhenAny(signal, Task.Delay(atMost, time, cancelDelay.Token)).ConfigureAwait(false);
        await cancelDelay.CancelAsync().ConfigureAwait(false);
        lock (_lock)
        {
            // Nobody waits any more: left behind, this waiter would swallow the next signal.
            if (_waiter?.Task == signal)
            {
                _waiter = null;
            }
        }
    }
}
