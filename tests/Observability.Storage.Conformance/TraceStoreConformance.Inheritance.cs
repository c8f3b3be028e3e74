using Observability.Model;
using Observability.Testing;
using Xunit;

namespace Observability.Storage.Conformance;

/// <summary>Observations are found by what was said of their trace.</summary>
public abstract partial class TraceStoreConformance
{
    private static readonly TraceRecord SaidOfIt = new()
    {
        Id = new TraceId("t"), Timestamp = Some.Time, Name = "support", UserId = new UserId("u"), SessionId = new SessionId("s"), Release = "r7", Tags = ["vip"],
    };

    private static readonly ObservationRecord Ingested = Some.Generation("t", "o") with { Source = ObservationSource.Ingestion, Tags = ["own"] };

    [Theory]
    [InlineData("trace first")]
    [InlineData("trace later")]
    [InlineData("together")]
    [InlineData("trace first, observation twice")]
    public async Task Inheritance_InEveryOrderOfArrival_IsTheSame(string order)
    {
        await using var store = await CreateStoreAsync();
        var trace = new TelemetryBatch { Traces = [SaidOfIt] };
        var observation = new TelemetryBatch { Observations = [Ingested] };
        TelemetryBatch[] batches = order switch
        {
            "trace first" => [trace, observation],
            "trace later" => [observation, trace],
            "together" => [new TelemetryBatch { Traces = trace.Traces, Observations = observation.Observations }],
            _ => [trace, observation, observation],
        };

        foreach (var batch in batches)
        {
            await store.WriteAsync(batch);
        }

        RecordAssert.Same(
            Ingested with { TraceName = "support", UserId = new UserId("u"), SessionId = new SessionId("s"), Release = "r7", Tags = ["own", "vip"] },
            await store.GetObservationAsync(Project, Ingested.Id));
        foreach (var (field, value) in new[] { (FilterField.TraceName, "support"), (FilterField.UserId, "u"), (FilterField.SessionId, "s"), (FilterField.Release, "r7"), (FilterField.Tags, "vip") })
        {
            Assert.Equal(["o"], Ids(await store.ListObservationsAsync(new ObservationQuery { Filters = [Filter.AnyOf(field, value)] })));
        }
    }

    [Fact]
    public async Task Inheritance_AfterTheTraceWasRenamed_IsTheNewName()
    {
        await using var store = await CreateStoreAsync(new TelemetryBatch { Traces = [SaidOfIt], Observations = [Ingested, Ingested with { Id = new ObservationId("o2") }] });

        await store.WriteAsync(new TelemetryBatch { Traces = [SaidOfIt with { Name = "renamed", UserId = null, Cleared = TraceProperties.UserId, Tags = ["late"] }] });

        var found = await store.ListObservationsAsync(new ObservationQuery { Filters = [Filter.Equal(FilterField.TraceName, "renamed")], Payloads = PayloadSelection.All });
        Assert.Equal(["o", "o2"], Ids(found).Order());
        Assert.All(found.Items, observation =>
        {
            Assert.Equal((null, new SessionId("s")), (observation.UserId, observation.SessionId));
            Assert.Equal(["late", "own", "vip"], observation.Tags);
            Assert.Equal(Ingested.Input, observation.Input);
        });
        Assert.Empty((await store.ListObservationsAsync(new ObservationQuery { Filters = [Filter.Equal(FilterField.TraceName, "support")] })).Items);
        Assert.Equal(2, (await store.GetTraceAsync(Project, SaidOfIt.Id))!.Summary.ObservationCount);
    }

    [Fact]
    public async Task Inheritance_ObservationWithItsOwnUser_KeepsItAndTakesTheName()
    {
        var own = Some.Generation("t", "o") with { Source = ObservationSource.Otlp, UserId = new UserId("own"), SessionId = null, TraceName = "its own" };
        await using var store = await CreateStoreAsync(new TelemetryBatch { Observations = [own] });

        await store.WriteAsync(new TelemetryBatch { Traces = [SaidOfIt] });
        await store.WriteAsync(new TelemetryBatch { Traces = [SaidOfIt with { UserId = new UserId("other"), SessionId = new SessionId("other") }] });

        var read = await store.GetObservationAsync(Project, own.Id);
        Assert.Equal(("own", "other", "support"), (read!.UserId?.Value, read.SessionId?.Value, read.TraceName));
    }
}
