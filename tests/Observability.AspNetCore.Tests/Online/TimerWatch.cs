using Microsoft.Extensions.Time.Testing;

namespace Observability.AspNetCore.Tests.Online;

/// <summary>A clock that a test moves, and that tells when somebody waits on it.</summary>
internal sealed class TimerWatch(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TimeSpan, TaskCompletionSource> _awaited = [];

    /// <summary>Done when a timer of this length was made since the call.</summary>
    public Task TimerAsync(TimeSpan length)
    {
        lock (_lock)
        {
            return (_awaited[length] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        lock (_lock)
        {
            _awaited.GetValueOrDefault(dueTime)?.TrySetResult();
        }

        return timer;
    }
}
