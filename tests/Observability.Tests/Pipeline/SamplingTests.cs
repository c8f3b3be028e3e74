using Observability.Model;
using Observability.Pipeline;
using Observability.Testing;

namespace Observability.Tests.Pipeline;

public class SamplingTests
{
    private readonly ScriptedTraceWriter _writer = new();

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    public void IsSampled_ManyTraces_KeepsTheShareAndAlwaysTheSameOnes(double rate)
    {
        var ids = Enumerable.Range(0, 20_000).Select(i => new TraceId($"{i:x32}")).ToList();

        var kept = ids.Where(id => TraceSampler.IsSampled(id, rate)).ToList();

        Assert.InRange(kept.Count / 20_000.0, rate - 0.015, rate + 0.015);
        Assert.All(kept, id => Assert.True(TraceSampler.IsSampled(id, Math.Min(1, rate + 0.1))));
    }

    [Fact]
    public async Task SampleRateZero_ErrorInTheTrace_KeepsTheWholeTrace()
    {
        await using var observability = new LlmObservability(new LlmObservabilityOptions { SampleRate = 0 }, _writer);

        using (var root = observability.Tracer.StartSpan("root"))
        {
            observability.Tracer.StartSpan("before").Dispose();
            observability.Tracer.StartTool("broken").SetException(new InvalidOperationException()).Dispose();
            observability.Tracer.StartSpan("after").Dispose();
            root.Trace.SetUser("ada").Score("good", false);
        }

        await observability.FlushAsync();

        Assert.Equal(["before", "broken", "after", "root"], _writer.Written.SelectMany(batch => batch.Observations).Select(o => o.Name));
        Assert.Equal("ada", Assert.Single(_writer.Written.SelectMany(batch => batch.Traces)).UserId?.Value);
        Assert.Single(_writer.Written.SelectMany(batch => batch.Scores));
    }

    [Fact]
    public async Task SampleRateZero_NoError_KeepsNothingAndHoldsNothing()
    {
        await using var observability = new LlmObservability(new LlmObservabilityOptions { SampleRate = 0 }, _writer);

        using (var root = observability.Tracer.StartSpan("root"))
        {
            observability.Tracer.StartSpan("child").Dispose();
            await observability.FlushAsync();
            Assert.Equal(1, observability.Statistics.Held);
            root.Trace.SetUser("ada");
        }

        await observability.FlushAsync();

        var counts = observability.Statistics;
        Assert.Equal((0, 3, 0, 0), (_writer.Records, counts.SampledOut, counts.Held, counts.PendingBytes));
    }

    [Fact]
    public async Task SampleRateZero_RootsThatNeverEnd_HoldsAtMostItsShareOfTheQueue()
    {
        await using var observability = new LlmObservability(new LlmObservabilityOptions { SampleRate = 0, QueueBytes = 4 * 1024 * 1024 }, _writer);

        for (var i = 0; i < 200; i++)
        {
            var root = observability.Tracer.StartDetached(ObservationKind.Span, "root", parent: null);
            observability.Tracer.StartDetached(ObservationKind.Span, "child", root).SetInput(new string('x', 10_000)).Dispose();
            await observability.FlushAsync();
        }

        Assert.InRange(observability.Statistics.PendingBytes, 500_000, 1024 * 1024);
        Assert.Equal(0, observability.Statistics.Dropped);
        Assert.Equal(0, observability.Statistics.Imbalance());
    }
}
