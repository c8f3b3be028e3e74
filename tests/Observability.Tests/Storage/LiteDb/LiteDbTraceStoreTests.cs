using Observability.Model;
using Observability.Storage;

namespace Observability.Tests.Storage.LiteDb;

public sealed class LiteDbTraceStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Write_ThenOpenAgain_ReturnsTheSameTrace()
    {
        var observation = Telemetry.Observation("trace", "root", input: "What is the weather in Lisbon today, and tomorrow?", output: "Sunny.");
        await using (var store = Telemetry.Open(_directory))
        {
            await store.WriteAsync(Telemetry.Batch(observation));
        }

        await using var reopened = Telemetry.Open(_directory);
        var detail = await reopened.GetTraceAsync(ProjectId.Default, observation.TraceId, PayloadSelection.All);

        Assert.NotNull(detail);
        var stored = Assert.Single(detail.Observations);
        Assert.Equal(observation.Input, stored.Input);
        Assert.Equal(observation.Output, stored.Output);
        Assert.Equal(observation.Usage, stored.Usage);
        Assert.Equal(observation.Cost!.Entries, stored.Cost!.Entries);
        Assert.Equal(0.001m, detail.Summary.TotalCost);
        Assert.Equal("user", detail.Summary.Trace.UserId?.Value);
        Assert.Equal(observation.Input, detail.Summary.Trace.Input);
    }

    [Fact]
    public async Task Trace_NamedAndRenamedAfterRestarts_IsTheNameThatItsObservationsAreFoundBy()
    {
        var observation = Telemetry.Observation("trace", "root", input: "What is the weather in Lisbon today, and tomorrow?") with { TraceName = null, Source = ObservationSource.Ingestion };
        await using (var store = Telemetry.Open(_directory))
        {
            await store.WriteAsync(Telemetry.Batch(observation));
        }

        foreach (var name in new[] { "first", "second" })
        {
            await using var store = Telemetry.Open(_directory);
            await store.WriteAsync(new TelemetryBatch { Traces = [new TraceRecord { Id = observation.TraceId, Timestamp = observation.StartTime, Name = name }] });
        }

        await using var reopened = Telemetry.Open(_directory);
        var found = await reopened.ListObservationsAsync(new ObservationQuery { Filters = [Filter.Equal(FilterField.TraceName, "second")], Payloads = PayloadSelection.All });
        Assert.Equal(observation.Input, Assert.Single(found.Items).Input);
        Assert.Empty((await reopened.ListObservationsAsync(new ObservationQuery { Filters = [Filter.Equal(FilterField.TraceName, "first")] })).Items);
        Assert.Equal(1, (await reopened.DeleteAsync(new DeletionRequest { Traces = [observation.TraceId] })).Observations);
    }

    [Fact]
    public async Task Trace_WithPayloadsChangedAfterARestart_KeepsWhatWasSaid()
    {
        var said = new TraceRecord { Id = new TraceId("trace"), Timestamp = Telemetry.Start, Name = "first", Input = Payload.FromText("What is the weather in Lisbon today, and tomorrow?") };
        await using (var store = Telemetry.Open(_directory))
        {
            await store.WriteAsync(new TelemetryBatch { Traces = [said] });
        }

        await using (var store = Telemetry.Open(_directory))
        {
            await store.WriteAsync(new TelemetryBatch { Traces = [said with { Name = "second", Input = null }], Observations = [Telemetry.Observation("trace", "root")] });
            await store.WriteAsync(new TelemetryBatch { Traces = [said with { Name = null, Input = null, Output = Payload.FromText("Sunny.") }] });
        }

        await using var reopened = Telemetry.Open(_directory);
        var trace = (await reopened.GetTraceAsync(ProjectId.Default, said.Id, PayloadSelection.All))!.Summary.Trace;
        Assert.Equal(("second", said.Input, Payload.FromText("Sunny.")), (trace.Name, trace.Input, trace.Output));
    }

    [Fact]
    public async Task List_AfterManyBatches_PagesNewestFirst()
    {
        await using var store = Telemetry.Open(_directory);
        for (var i = 0; i < 60; i++)
        {
            await store.WriteAsync(Telemetry.Batch(Telemetry.Observation("trace" + Telemetry.Name(i), Telemetry.Name(i), i, "Question number " + i)));
        }

        var names = new List<string>();
        string? cursor = null;
        do
        {
            var page = await store.ListTracesAsync(new TraceQuery { Limit = 25, Cursor = cursor });
            names.AddRange(page.Items.Select(item => item.Trace.Id.Value));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 60).Reverse().Select(i => "trace" + Telemetry.Name(i)), names);
    }

    [Fact]
    public async Task Write_ObservationAgain_LastVersionCounts()
    {
        await using var store = Telemetry.Open(_directory);
        var first = Telemetry.Observation("trace", "root", output: "first answer");
        await store.WriteAsync(Telemetry.Batch(first));

        await store.WriteAsync(Telemetry.Batch(first with { Usage = new Usage { Input = 100, Output = 50 }, Output = Payload.FromText("second answer") }));

        var detail = await store.GetTraceAsync(ProjectId.Default, first.TraceId, PayloadSelection.All);
        Assert.Equal(1, detail!.Summary.ObservationCount);
        Assert.Equal(150, detail.Summary.TotalTokens);
        Assert.Equal("\"second answer\"", Assert.Single(detail.Observations).Output!.ToString());
    }

    public void Dispose() => _directory.Dispose();
}
