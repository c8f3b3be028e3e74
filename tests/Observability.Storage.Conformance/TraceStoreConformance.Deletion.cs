using Observability.Model;
using Observability.Testing;
using Xunit;

namespace Observability.Storage.Conformance;

public abstract partial class TraceStoreConformance
{
    [Fact]
    public async Task Delete_Trace_LeavesNothingOfItInAnyRead()
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);

        var result = await store.DeleteAsync(new DeletionRequest { Traces = [new TraceId("red"), new TraceId("nobody")] });

        Assert.Equal((1L, 2L, 2L), (result.Traces, result.Observations, result.Scores));
        await AssertGoneAsync(store, "red", ["red-root", "red-gen"], "ann", "weather");
        Assert.Equal(["green", "blue"], Ids(await store.ListTracesAsync(new TraceQuery())));
        Assert.Equal(["score-3"], Ids(await store.ListScoresAsync(new ScoreQuery())));
        Assert.Equal(1, (await store.ListSessionsAsync(new SessionQuery())).Items[0].TraceCount);
        Assert.Equal([22], (await store.QueryMetricsAsync(AllObservations(Sum(Measure.TotalTokens)))).Rows[0].Values);
    }

    [Fact]
    public async Task Delete_BeforeTheEndOfTime_LeavesNothingOfTheProject()
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);
        var other = new ProjectId("other");
        await store.WriteAsync(new TelemetryBatch
        {
            Observations = [Some.Span("elsewhere", "o") with { Project = other }],
            Scores = [Some.Score("-", "session-score") with { Target = ScoreTarget.Session(new SessionId("s1")) }],
        });

        await store.DeleteAsync(new DeletionRequest { Before = DateTimeOffset.MaxValue });

        Assert.Empty((await store.ListTracesAsync(new TraceQuery())).Items);
        Assert.Empty((await store.ListObservationsAsync(new ObservationQuery())).Items);
        Assert.Empty((await store.ListScoresAsync(new ScoreQuery())).Items);
        Assert.NotNull(await store.GetTraceAsync(other, new TraceId("elsewhere")));
    }

    [Fact]
    public async Task Delete_User_RemovesAllTheirTraces()
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);
        await store.WriteAsync(new TelemetryBatch { Observations = [Some.Span("fourth", "o", atSeconds: 9), Some.Span("fourth", "o2", "o", 10) with { UserId = new UserId("bob") }] });

        var result = await store.DeleteAsync(new DeletionRequest { Users = [new UserId("bob")] });

        Assert.Equal((2L, 5L, 1L), (result.Traces, result.Observations, result.Scores));
        await AssertGoneAsync(store, "blue", ["blue-root", "blue-gen", "blue-tool"], "bob", "天气");
        Assert.Null(await store.GetTraceAsync(Project, new TraceId("fourth")));
    }

    [Fact]
    public async Task Delete_Session_RemovesItsTracesAndItsOwnScores()
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);
        await store.WriteAsync(new TelemetryBatch { Scores = [Some.Score("-", "session-score") with { Target = ScoreTarget.Session(new SessionId("s1")) }] });

        var result = await store.DeleteAsync(new DeletionRequest { Sessions = [new SessionId("s1")] });

        Assert.Equal((2L, 5L, 4L), (result.Traces, result.Observations, result.Scores));
        Assert.Empty((await store.ListSessionsAsync(new SessionQuery())).Items);
        Assert.Empty((await store.ListScoresAsync(new ScoreQuery())).Items);
        Assert.Equal(["green"], Ids(await store.ListTracesAsync(new TraceQuery())));
    }

    [Fact]
    public async Task Delete_Score_RemovesItFromListTraceAndFilter()
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);

        var result = await store.DeleteAsync(new DeletionRequest { Scores = [new ScoreId("score-1"), new ScoreId("nobody")] });

        Assert.Equal((0L, 0L, 1L), (result.Traces, result.Observations, result.Scores));
        Assert.Equal(["score-3", "score-2"], Ids(await store.ListScoresAsync(new ScoreQuery())));
        Assert.Equal(["score-2"], (await store.GetTraceAsync(Project, new TraceId("red")))!.Scores.Select(score => score.Id.Value));
        Assert.Empty((await store.ListTracesAsync(new TraceQuery { Filters = [Filter.Compare(FilterField.ScoreNumber, FilterOperator.GreaterThan, 0.5, "quality")] })).Items);
        Assert.Equal([1], (await store.QueryMetricsAsync(AllObservations(Metric.Count) with { View = MetricsView.NumericScores })).Rows[0].Values);
    }

    [Fact]
    public async Task Delete_Before_RemovesWhatBeganEarlier()
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);

        var result = await store.DeleteAsync(new DeletionRequest { Before = Some.Time.AddHours(1) });

        Assert.Equal((1L, 2L, 2L), (result.Traces, result.Observations, result.Scores));
        Assert.Equal(["green", "blue"], Ids(await store.ListTracesAsync(new TraceQuery())));
        await AssertGoneAsync(store, "red", ["red-root", "red-gen"], "ann", "weather");
    }

    [Fact]
    public async Task Delete_NothingNamed_RemovesNothing()
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);

        var result = await store.DeleteAsync(new DeletionRequest());

        Assert.Equal(new DeletionResult(0, 0, 0) { UnreferencedMedia = result.UnreferencedMedia }, result);
        Assert.Equal(3, (await store.ListTracesAsync(new TraceQuery())).Items.Count);
    }

    [Fact]
    public async Task Delete_ThenWriteAgain_StartsAnew()
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);
        await store.DeleteAsync(new DeletionRequest { Traces = [new TraceId("red")] });

        await store.WriteAsync(new TelemetryBatch { Observations = [Some.Span("red", "red-gen") with { Name = "again" }] });

        var trace = await store.GetTraceAsync(Project, new TraceId("red"));
        Assert.Equal(("again", 1, 0L), (trace!.Summary.Trace.Name, trace.Summary.ObservationCount, trace.Summary.TotalTokens));
        Assert.Null(trace.Summary.Trace.UserId);
    }

    [Fact]
    public async Task Delete_TracesThatNameMedia_ReportsMediaThatNothingNamesAnyMore()
    {
        var only = new MediaReference(MediaId.Of("only"u8), "image/png");
        var shared = new MediaReference(MediaId.Of("shared"u8), "image/png");
        await using var store = await CreateStoreAsync(new TelemetryBatch
        {
            Observations =
            [
                Some.Span("t1", "o1") with { Input = Payload.FromValue(new[] { $"see {only}", shared.ToString() }) },
                Some.Span("t1", "o2") with { Output = Payload.FromText(only.ToString()) },
                Some.Span("t2", "o3") with { Metadata = Payload.FromValue(new { picture = shared.ToString() }) },
            ],
        });

        var first = await store.DeleteAsync(new DeletionRequest { Traces = [new TraceId("t1")] });
        var second = await store.DeleteAsync(new DeletionRequest { Traces = [new TraceId("t2")] });

        Assert.Equal([only.Id], first.UnreferencedMedia);
        Assert.Equal([shared.Id], second.UnreferencedMedia);
    }

    private static async Task AssertGoneAsync(ITraceStore store, string trace, IEnumerable<string> observations, string user, string search)
    {
        Assert.Null(await store.GetTraceAsync(Project, new TraceId(trace)));
        foreach (var id in observations)
        {
            Assert.Null(await store.GetObservationAsync(Project, new ObservationId(id)));
            Assert.Null(await store.GetObservationAsync(Project, new ObservationId(id), new TraceId(trace)));
        }

        Assert.DoesNotContain(trace, Ids(await store.ListTracesAsync(new TraceQuery())));
        Assert.Empty((await store.ListTracesAsync(new TraceQuery { Filters = [Filter.Equal(FilterField.Id, trace)] })).Items);
        Assert.Empty((await store.ListTracesAsync(new TraceQuery { Filters = [Filter.Equal(FilterField.UserId, user)] })).Items);
        Assert.Empty((await store.ListTracesAsync(new TraceQuery { Search = search })).Items);
        Assert.Empty((await store.ListObservationsAsync(new ObservationQuery { Filters = [Filter.Equal(FilterField.TraceId, trace)] })).Items);
        Assert.Empty((await store.ListObservationsAsync(new ObservationQuery { Search = search })).Items);
        Assert.Empty((await store.ListScoresAsync(new ScoreQuery { Filters = [Filter.Equal(FilterField.TraceId, trace)] })).Items);
        Assert.DoesNotContain((await store.ListUsersAsync(new UserQuery())).Items, summary => summary.Id.Value == user);
        Assert.Empty((await store.QueryMetricsAsync(AllObservations(Metric.Count) with { Filters = [Filter.Equal(FilterField.TraceId, trace)] })).Rows);
        Assert.Empty((await store.QueryMetricsAsync(AllObservations(Metric.Count) with { View = MetricsView.Traces, Filters = [Filter.Equal(FilterField.Id, trace)] })).Rows);
    }
}
