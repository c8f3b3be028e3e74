using Microsoft.Extensions.Time.Testing;
using Observability.Pipeline;
using Observability.Testing;

namespace Observability.Tests.Pipeline;

public class PipelineFaultTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly ScriptedTraceWriter _writer = new();

    [Fact]
    public async Task Store_ThrowsForAMinute_CallsGoOnLossesAreCountedAndCaptureResumes()
    {
        var logs = new CollectingLoggerFactory();
        var outageEnds = _time.GetUtcNow() + TimeSpan.FromMinutes(1);
        var healed = false;
        _writer.BeforeWrite = (_, _) => Volatile.Read(ref healed) ? Task.CompletedTask : throw new IOException("disk full");
        await using var observability = new LlmObservability(new LlmObservabilityOptions { LoggerFactory = logs, BatchSize = 10 }, _writer, _time);

        while (_time.GetUtcNow() < outageEnds || observability.Statistics.Dropped == 0)
        {
            for (var i = 0; i < 10; i++)
            {
                observability.Tracer.StartSpan("during").SetInput("hello").Dispose();
            }

            await AdvanceAsync(TimeSpan.FromSeconds(1));
            Assert.Equal(0, observability.Statistics.Imbalance());
        }

        Volatile.Write(ref healed, true);
        observability.Tracer.StartSpan("after").Dispose();
        await AdvanceUntilAsync(observability.FlushAsync());

        var counts = observability.Statistics;
        Assert.Equal(counts.Received, counts.Written + counts.Dropped);
        Assert.InRange(counts.Dropped, 1, counts.Received / 2);
        Assert.Equal("after", _writer.Written[^1].Observations[^1].Name);
        Assert.InRange(logs.Lines.Count, 1, 5);
        Assert.Contains(logs.Lines, line => line.Contains("disk full"));
    }

    [Fact]
    public async Task Store_Hangs_MemoryStaysBoundedAndCallsReturn()
    {
        var release = new TaskCompletionSource();
        _writer.BeforeWrite = (_, _) => release.Task;
        const long Limit = 64 * 1024 * 1024;
        await using var observability = new LlmObservability(new LlmObservabilityOptions(), _writer, _time);

        for (var i = 0; i < 20_000; i++)
        {
            observability.Tracer.StartSpan("big").SetInput(new string('x', 5000)).Dispose();
        }

        var counts = observability.Statistics;
        Assert.InRange(counts.PeakPendingBytes, Limit * 9 / 10, Limit);
        Assert.True(counts.Dropped > 0);
        Assert.Equal(0, counts.Imbalance());
        release.SetResult();
        await AdvanceUntilAsync(observability.FlushAsync());
        Assert.Equal(0, observability.Statistics.PendingBytes);
    }

    [Fact]
    public async Task Store_BlocksItsThread_DisposalReturnsAfterFiveSecondsAndCountsTheRest()
    {
        using var never = new ManualResetEventSlim();
        _writer.BeforeWrite = (_, _) =>
        {
            never.Wait(CancellationToken.None);
            return Task.CompletedTask;
        };
        var observability = new LlmObservability(new LlmObservabilityOptions { BatchSize = 5 }, _writer, _time);
        for (var i = 0; i < 20; i++)
        {
            observability.Tracer.StartSpan("work").Dispose();
        }

        // The clock stands still after five seconds, so that nothing but the cancelled loop itself can end the disposal.
        var disposal = observability.DisposeAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromMilliseconds(1));
        Assert.False(disposal.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await disposal;

        var counts = observability.Statistics;
        never.Set();
        Assert.Equal((20, 0, 20), (counts.Received, counts.Written, counts.Dropped));
    }

    [Fact]
    public async Task Capture_FiftyMegabyteTexts_AreBoundedAndRecorded()
    {
        await using var observability = new LlmObservability(new LlmObservabilityOptions(), _writer, _time);

        for (var i = 0; i < 20; i++)
        {
            observability.Tracer.StartSpan("big").SetInput(new string('x', 50_000_000)).SetOutput(new { Text = new string('y', 50_000_000) }).Dispose();
        }

        await observability.FlushAsync();

        var records = _writer.Written.SelectMany(batch => batch.Observations).ToList();
        Assert.Equal(20, records.Count);
        Assert.All(records, record => Assert.EndsWith("… [cut: 50000000 characters]\"", record.Input!.ToString()));
        Assert.All(records, record => Assert.EndsWith("… [cut: 50000000 characters]\"}", record.Output!.ToString()));
        Assert.InRange(observability.Statistics.PeakPendingBytes, 1, 64 * 1024 * 1024);
    }

    private async Task AdvanceUntilAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            await AdvanceAsync(TimeSpan.FromMilliseconds(50));
        }

        await task;
    }

    /// <summary>Moves the clock and lets what that started run: the pipeline works on pool threads.</summary>
    private async Task AdvanceAsync(TimeSpan by)
    {
        _time.Advance(by);
        for (var i = 0; i < 20; i++)
        {
            await Task.Yield();
        }
    }
}
