using Observability.Model;
using Observability.Storage;
using Observability.Storage.InMemory;
using Observability.Testing;

namespace Observability.Tests.Storage.InMemory;

public sealed class InMemoryTraceStoreTests
{
    [Fact]
    public async Task Write_OverTheObservationLimit_DropsTheOldestTracesWhole()
    {
        await using var store = new InMemoryTraceStore(new InMemoryTraceStoreOptions { MaxObservations = 20 });

        for (var i = 0; i < 11; i++)
        {
            await store.WriteAsync(new TelemetryBatch { Observations = [Some.Span($"t{i:D2}", $"a{i}", atSeconds: i), Some.Span($"t{i:D2}", $"b{i}", $"a{i}", i)], Scores = [Some.Score($"t{i:D2}", $"s{i}")] });
        }

        var traces = await store.ListTracesAsync(new TraceQuery());
        Assert.Equal(Enumerable.Range(2, 9).Reverse().Select(i => $"t{i:D2}"), traces.Items.Select(trace => trace.Trace.Id.Value));
        Assert.All(traces.Items, trace => Assert.Equal(2, trace.ObservationCount));
        Assert.Null(await store.GetObservationAsync(ProjectId.Default, new ObservationId("a0")));
        Assert.Equal(9, (await store.ListScoresAsync(new ScoreQuery())).Items.Count);
    }

    [Fact]
    public async Task Write_OverTheByteLimit_StaysBounded()
    {
        await using var store = new InMemoryTraceStore(new InMemoryTraceStoreOptions { MaxBytes = 1_000_000 });
        var payload = Payload.FromText(new string('x', 100_000));

        for (var i = 0; i < 50; i++)
        {
            await store.WriteAsync(new TelemetryBatch { Observations = [Some.Span($"t{i:D2}", $"o{i}", atSeconds: i) with { Input = payload }] });
        }

        var traces = await store.ListTracesAsync(new TraceQuery());
        Assert.InRange(traces.Items.Count, 5, 9);
        Assert.Equal("t49", traces.Items[0].Trace.Id.Value);
    }

    [Fact]
    public async Task AnyCall_AfterDisposal_Throws()
    {
        var store = new InMemoryTraceStore();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.WriteAsync(new TelemetryBatch()));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.ListTracesAsync(new TraceQuery()));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void Constructor_LimitBelowOne_Throws(int observations, long bytes)
    {
        var options = new InMemoryTraceStoreOptions { MaxObservations = observations, MaxBytes = bytes };

        Assert.Throws<ArgumentOutOfRangeException>(() => new InMemoryTraceStore(options));
    }
}
