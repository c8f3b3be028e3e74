using Observability.Model;
using Observability.Testing;
using Xunit;

namespace Observability.Storage.Conformance;

public abstract partial class TraceStoreConformance
{
    [Fact]
    public async Task GetTrace_Unknown_IsNull()
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);

        var trace = await store.GetTraceAsync(Project, new TraceId("nobody"));
        var observation = await store.GetObservationAsync(Project, new ObservationId("nobody"));
        var elsewhere = await store.GetObservationAsync(Project, new ObservationId("red-gen"), new TraceId("blue"));

        Assert.Null(trace);
        Assert.Null(observation);
        Assert.Null(elsewhere);
    }

    [Fact]
    public async Task GetTrace_Known_HasTotalsObservationsInOrderAndScores()
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);

        var trace = await store.GetTraceAsync(Project, new TraceId("blue"));

        Assert.Equal(["blue-root", "blue-gen", "blue-tool"], trace!.Observations.Select(o => o.Id.Value));
        Assert.Equal(["score-3"], trace.Scores.Select(s => s.Id.Value));
        var summary = trace.Summary;
        Assert.Equal((3, 1, ObservationLevel.Error), (summary.ObservationCount, summary.ErrorCount, summary.Level));
        Assert.Equal((10L, 5L, 15L, (decimal?)null), (summary.InputTokens, summary.OutputTokens, summary.TotalTokens, summary.TotalCost));
        Assert.Equal((Some.Time.AddHours(1), TimeSpan.FromSeconds(5)), (summary.StartTime, summary.Latency));
        Assert.Equal(["claude-sonnet-4-5"], summary.Models);
        Assert.False(summary.HasEstimates);
    }

    [Theory]
    [InlineData(PayloadSelection.None)]
    [InlineData(PayloadSelection.InputOutput)]
    [InlineData(PayloadSelection.Metadata)]
    [InlineData(PayloadSelection.All)]
    public async Task GetTrace_PayloadSelection_ReturnsThosePayloadsOnly(PayloadSelection selection)
    {
        var record = Some.Generation("t", "o") with { Metadata = Payload.Parse("""{"k":1}""") };
        var said = Some.Trace("t") with { Metadata = Payload.Parse("""{"m":1}""") };
        await using var store = await CreateStoreAsync(new TelemetryBatch { Observations = [record], Traces = [said] });

        var trace = (await store.GetTraceAsync(Project, record.TraceId, selection))!;
        var listed = (await store.ListObservationsAsync(new ObservationQuery { Payloads = selection })).Items[0];
        var listedTrace = (await store.ListTracesAsync(new TraceQuery { Payloads = selection })).Items[0].Trace;

        var hasContent = selection.HasFlag(PayloadSelection.InputOutput);
        var hasMetadata = selection.HasFlag(PayloadSelection.Metadata);
        Assert.All([trace.Observations[0], listed], o => Assert.Equal((hasContent ? record.Input : null, hasContent ? record.Output : null), (o.Input, o.Output)));
        Assert.All([trace.Observations[0], listed], o => Assert.Equal((hasMetadata ? record.Metadata : null, hasMetadata ? record.Parameters : null), (o.Metadata, o.Parameters)));
        Assert.All([trace.Summary.Trace, listedTrace], t => Assert.Equal((hasContent ? record.Input : null, hasMetadata ? said.Metadata : null), (t.Input, t.Metadata)));
    }

    [Fact]
    public async Task GetTrace_TenThousandObservationsInManyBatches_HasAllInOrder()
    {
        await using var store = await CreateStoreAsync();
        foreach (var chunk in Enumerable.Range(0, 10_000).Chunk(500))
        {
            await store.WriteAsync(new TelemetryBatch { Observations = [.. chunk.Select(i => Some.Generation("t", $"o{i:D5}", i == 0 ? null : "o00000", 10_000 - i))] });
        }

        var trace = await store.GetTraceAsync(Project, new TraceId("t"));

        Assert.Equal(Enumerable.Range(0, 10_000).Reverse().Select(i => $"o{i:D5}"), trace!.Observations.Select(o => o.Id.Value));
        Assert.Equal((10_000, 1_500_000L), (trace.Summary.ObservationCount, trace.Summary.TotalTokens));
    }

    [Fact]
    public async Task GetTrace_EstimatedUsage_IsMarked()
    {
        await using var store = await CreateStoreAsync(new TelemetryBatch { Observations = [Some.Generation("t", "o") with { Usage = new Usage { Input = 1, IsEstimated = true } }] });

        var trace = await store.GetTraceAsync(Project, new TraceId("t"));

        Assert.True(trace!.Summary.HasEstimates);
    }
}
