using Microsoft.Extensions.Time.Testing;

namespace Observability.Tests.Remote;

/// <summary>A clock that stands still, and tells what is being waited for: a test moves it when the code has come to its wait, and by exactly that much.</summary>
internal sealed class WatchedTimeProvider : FakeTimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _waits = [];
    private readonly List<(Predicate<TimeSpan> IsIt, TaskCompletionSource<TimeSpan> Found)> _watchers = [];

    public WatchedTimeProvider()
        : base(new DateTimeOffset(2026, 3, 4, 10, 0, 0, TimeSpan.Zero))
    {
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        lock (_lock)
        {
            if (_watchers.FindIndex(watcher => watcher.IsIt(dueTime)) is var index and >= 0)
            {
                _watchers[index].Found.SetResult(dueTime);
                _watchers.RemoveAt(index);
            }
            else
            {
                _waits.Add(dueTime);
            }
        }

        return timer;
    }

    /// <summary>Forgets the waits so far: those of a store that has ended.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _waits.Clear();
        }
    }

    /// <summary>Waits until the code waits for a time that <paramref name="isIt"/> accepts, one that no earlier call has returned.</summary>
    public Task<TimeSpan> NextWaitAsync(Predicate<TimeSpan> isIt)
    {
        lock (_lock)
        {
            if (_waits.FindIndex(isIt) is var index and >= 0)
            {
                var wait = _waits[index];
                _waits.RemoveAt(index);
                return Task.FromResult(wait);
            }

            var found = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((isIt, found));
            return found.Task.WaitAsync(TestContext.Current.CancellationToken);
        }
    }
}
