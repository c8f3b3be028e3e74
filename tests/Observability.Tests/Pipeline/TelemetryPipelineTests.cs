using FsCheck.Xunit;
using Observability.Model;
using Observability.Storage;
using Observability.Testing;

namespace Observability.Tests.Pipeline;

public class TelemetryPipelineTests
{
    [Fact]
    public async Task Flush_AfterCapture_EverythingIsWritten()
    {
        var writer = new ScriptedTraceWriter();
        await using var observability = new LlmObservability(new LlmObservabilityOptions(), writer);

        for (var i = 0; i < 1234; i++)
        {
            observability.Tracer.StartSpan("work").Dispose();
        }

        await observability.FlushAsync();

        Assert.Equal(1234, writer.Records);
        Assert.All(writer.Written, batch => Assert.InRange(batch.Count, 1, 500));
        Assert.Equal((1234, 1234, 0), (observability.Statistics.Received, observability.Statistics.Written, observability.Statistics.PendingBytes));
    }

    [Fact]
    public async Task Capture_WithoutFlush_IsWrittenAfterTheBatchDelay()
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writer = new ScriptedTraceWriter { BeforeWrite = (_, _) => { written.TrySetResult(); return Task.CompletedTask; } };
        await using var observability = new LlmObservability(new LlmObservabilityOptions(), writer);

        observability.Tracer.StartSpan("work").Dispose();

        await written.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Dispose_WithoutFlush_WritesWhatIsQueued()
    {
        var writer = new ScriptedTraceWriter();
        var observability = new LlmObservability(new LlmObservabilityOptions(), writer);
        observability.Tracer.StartSpan("work").Dispose();

        await observability.DisposeAsync();

        Assert.Equal(1, writer.Records);
    }

    [Fact]
    public async Task Dispose_WhileThreadsAdd_EveryRecordIsWrittenOrCounted()
    {
        var writer = new ScriptedTraceWriter();
        var observability = new LlmObservability(new LlmObservabilityOptions { BatchSize = 7 }, writer);
        const int Threads = 8, Each = 2000;
        var producers = Enumerable.Range(0, Threads).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                observability.Tracer.StartSpan("work").Dispose();
                Assert.Equal(0, observability.Statistics.Imbalance());
            }
        })).ToArray();

        await observability.DisposeAsync();
        await Task.WhenAll(producers);

        var counts = observability.Statistics;
        Assert.Equal(Threads * Each, counts.Received);
        Assert.Equal(counts.Received, counts.Written + counts.Dropped);
        Assert.Equal(writer.Records, counts.Written);
    }

    [Property(MaxTest = 30)]
    public async Task AnyMixOfFailuresFiltersAndSampling_BalancesAtTheEnd(byte[] script, byte rate, bool errors)
    {
        var writer = new ScriptedTraceWriter { BeforeWrite = (attempt, _) => attempt < script.Length && script[attempt] % 3 == 0 ? throw new IOException("no") : Task.CompletedTask };
        var options = new LlmObservabilityOptions { BatchSize = 3, SampleRate = rate / 255.0, AlwaysKeepErrors = errors, RetryFor = TimeSpan.Zero };
        options.Filter(o => !o.Name.EndsWith('7'));
        var observability = new LlmObservability(options, writer);

        foreach (var step in script)
        {
            using var root = observability.Tracer.StartSpan($"root{step}");
            using (var child = observability.Tracer.StartTool($"tool{step % 10}"))
            {
                if (step % 5 == 0)
                {
                    child.SetException(new InvalidOperationException());
                }
            }

            root.Trace.SetUser("u").Score("good", true);
            Assert.Equal(0, observability.Statistics.Imbalance());
        }

        await observability.DisposeAsync();

        var counts = observability.Statistics;
        Assert.Equal(0, counts.Imbalance());
        Assert.Equal((0, 0, 0, 0), (counts.Queued, counts.InFlight, counts.Held, counts.PendingBytes));
        Assert.Equal(writer.Records, counts.Written);
    }

    [Fact]
    public async Task Enricher_UsesTheTracer_DoesNotFeedItself()
    {
        var writer = new ScriptedTraceWriter();
        var options = new LlmObservabilityOptions();
        LlmObservability? observability = null;
        options.Enrich(new Enricher(record =>
        {
            observability!.Tracer.StartSpan("inside").Dispose();
            return record with { Release = "enriched" };
        }));
        await using var _ = observability = new LlmObservability(options, writer);

        observability.Tracer.StartSpan("work").Dispose();
        await observability.FlushAsync();

        var record = Assert.Single(writer.Written.SelectMany(batch => batch.Observations));
        Assert.Equal(("work", "enriched"), (record.Name, record.Release));
    }

    [Fact]
    public async Task EnricherAndFilterThrow_RecordIsKeptAndItIsCounted()
    {
        var writer = new ScriptedTraceWriter();
        var options = new LlmObservabilityOptions().Enrich(new Enricher(_ => throw new InvalidOperationException())).Filter(_ => throw new InvalidOperationException());
        await using var observability = new LlmObservability(options, writer);

        observability.Tracer.StartSpan("work").Dispose();
        await observability.FlushAsync();

        Assert.Equal((1, 2), (writer.Records, observability.Statistics.ProcessingFailures));
    }

    [Fact]
    public async Task Submit_StoreTakesIt_ReturnsWhenDurable()
    {
        var writer = new ScriptedTraceWriter();
        await using var observability = new LlmObservability(new LlmObservabilityOptions { SampleRate = 0 }, writer);

        await observability.SubmitAsync(Received("a"));

        Assert.Equal("a", Assert.Single(writer.Written).Observations[0].Name);
    }

    [Fact]
    public async Task Submit_StoreRefuses_ThrowsAndCounts()
    {
        var writer = new ScriptedTraceWriter { BeforeWrite = (_, _) => throw new IOException("disk full") };
        await using var observability = new LlmObservability(new LlmObservabilityOptions { RetryFor = TimeSpan.Zero }, writer);

        var exception = await Assert.ThrowsAsync<IOException>(() => observability.SubmitAsync(Received("a")));

        Assert.Contains("disk full", exception.Message);
        Assert.Equal(1, observability.Statistics.Dropped);
    }

    private static TelemetryBatch Received(string name) => new()
    {
        Observations = [new ObservationRecord { TraceId = new TraceId("t"), Id = new ObservationId("o"), Name = name, StartTime = DateTimeOffset.UnixEpoch }],
    };

    private sealed class Enricher(Func<ObservationRecord, ObservationRecord> enrich) : Observability.Pipeline.IEnricher
    {
        public ObservationRecord Enrich(ObservationRecord record) => enrich(record);
    }
}
