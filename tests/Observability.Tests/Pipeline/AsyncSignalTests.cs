using Microsoft.Extensions.Time.Testing;
using Observability.Pipeline;

namespace Observability.Tests.Pipeline;

public sealed class AsyncSignalTests
{
    [Fact]
    public async Task Set_AfterAWaitRanOutOfTime_WakesTheNext()
    {
        var time = new FakeTimeProvider();
        var signal = new AsyncSignal();
        var first = signal.WaitAsync(TimeSpan.FromSeconds(1), time);
        time.Advance(TimeSpan.FromSeconds(1));
        await first;

        signal.Set();

        Assert.True(signal.WaitAsync().IsCompleted);
    }

    [Fact]
    public async Task Set_WhileSomebodyWaits_WakesOnlyThat()
    {
        var signal = new AsyncSignal();
        var waiting = signal.WaitAsync(TimeSpan.FromSeconds(1), new FakeTimeProvider());

        signal.Set();

        await waiting;
        Assert.False(signal.WaitAsync().IsCompleted);
    }
}
