using Observability.Model;
using Observability.Testing;
using Xunit;

namespace Observability.Storage.Conformance;

public abstract partial class TraceStoreConformance
{
    [Fact]
    public async Task Write_EmptyBatch_ChangesNothing()
    {
        await using var store = await CreateStoreAsync();

        await store.WriteAsync(new TelemetryBatch());

        Assert.Empty((await store.ListTracesAsync(new TraceQuery())).Items);
    }

    [Fact]
    public async Task Write_RecordWithEveryField_ComesBackAsWritten()
    {
        var record = Some.Generation("t", "o", "p") with
        {
            Level = ObservationLevel.Warning, Status = ObservationStatus.Failed, StatusMessage = "It broke — 壊れた", ErrorType = "System.Exception", IsCacheHit = true,
            Usage = new Usage
            {
                Input = 100, Output = 50, Total = 160, CachedInput = 1, CacheWrite = 2, CacheWriteOneHour = 3, Reasoning = 4, InputAudio = 5, OutputAudio = 6, InputImage = 7,
                OutputImage = 8, IsEstimated = true, Extra = new Dictionary<string, long> { ["web_searches"] = 3 },
            },
            Cost = new Cost { Total = 0.1234567890123456789m, Source = CostSource.Provided, Entries = new Dictionary<string, decimal> { [UsageKeys.Input] = 0.0000001m }, Price = new PriceLink("m", "m_tier_1", "Batch") },
            Prompt = new PromptLink("greeting", 7, "production"), Metadata = Payload.Parse("""{"a":[1,2.50,{"b":null}],"ü":"😀"}"""), Environment = "staging", Release = "r", Version = "v",
            UserId = new UserId("user/1"), SessionId = new SessionId("session 1"), Tags = ["x", "y"], TraceName = "a trace", Source = ObservationSource.Otlp,
        };
        await using var store = await CreateStoreAsync(new TelemetryBatch { Observations = [record] });

        var read = await store.GetObservationAsync(Project, record.Id);

        RecordAssert.Same(record, read);
    }

    [Fact]
    public async Task Write_RecordWithOnlyRequiredFields_ComesBackAsWritten()
    {
        var record = new ObservationRecord { TraceId = new TraceId("t"), Id = new ObservationId("o"), Name = "", StartTime = Some.Time };
        await using var store = await CreateStoreAsync(new TelemetryBatch { Observations = [record] });

        var read = await store.GetObservationAsync(Project, record.Id, record.TraceId);
        var trace = await store.GetTraceAsync(Project, record.TraceId);

        RecordAssert.Same(record, read);
        Assert.Null(trace!.Summary.EndTime);
        Assert.Null(trace.Summary.TotalCost);
    }

    [Fact]
    public async Task Write_ScoreOfEveryTypeAndTarget_ComesBackAsWritten()
    {
        var full = Some.Score("t", "s1") with
        {
            Comment = "gut", Metadata = Payload.Parse("""{"k":1}"""), Author = "eve", ConfigId = "c", QueueId = "q", Environment = "staging", Source = ScoreSource.Annotation,
            Target = ScoreTarget.Observation(new TraceId("t"), new ObservationId("o")), Value = -0.125,
        };
        Score[] scores =
        [
            full,
            Some.Score("t", "s2") with { Value = true },
            Some.Score("t", "s3") with { Value = "good", Target = ScoreTarget.Session(new SessionId("s")) },
            Some.Score("t", "s4") with { Value = ScoreValue.FromText("free text"), Target = ScoreTarget.DatasetRun("run") },
            Some.Score("t", "s5") with { Value = ScoreValue.Correction("what it should have said") },
        ];
        await using var store = await CreateStoreAsync(new TelemetryBatch { Scores = scores });

        var page = await store.ListScoresAsync(new ScoreQuery());

        Assert.Equal(scores, page.Items.OrderBy(score => score.Id.Value));
    }

    [Fact]
    public async Task Write_InstantsFinerThanAMicrosecondInAnotherZone_AreCutAndUtc()
    {
        var start = new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.FromHours(2)).AddTicks(1234567);
        await using var store = await CreateStoreAsync(new TelemetryBatch { Observations = [Some.Span("t", "o") with { StartTime = start, EndTime = null }] });

        var read = await store.GetObservationAsync(Project, new ObservationId("o"));

        Assert.Equal(Some.Time.AddTicks(1234560), read!.StartTime);
        Assert.Equal(TimeSpan.Zero, read.StartTime.Offset);
    }

    [Fact]
    public async Task Write_SameBatchTwice_ChangesNothing()
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);
        var before = await store.ListTracesAsync(new TraceQuery { IncludeTotal = true });

        await store.WriteAsync(ConformanceData.Batch);

        var after = await store.ListTracesAsync(new TraceQuery { IncludeTotal = true });
        Assert.Equal(before.TotalCount, after.TotalCount);
        Assert.Equal(before.Items.Select(t => (t.ObservationCount, t.TotalTokens, t.TotalCost, t.ErrorCount)), after.Items.Select(t => (t.ObservationCount, t.TotalTokens, t.TotalCost, t.ErrorCount)));
        Assert.Equal(6, (await store.ListObservationsAsync(new ObservationQuery { IncludeTotal = true })).TotalCount);
        Assert.Equal(3, (await store.ListScoresAsync(new ScoreQuery { IncludeTotal = true })).TotalCount);
        Assert.Equal(6, (await store.QueryMetricsAsync(AllObservations(Metric.Count))).Rows[0].Values[0]);
    }

    [Fact]
    public async Task Write_NewVersionOfAnObservation_ReplacesTheOldEverywhere()
    {
        var first = Some.Generation("t", "o") with { Cost = new Cost { Total = 1 }, Status = ObservationStatus.Failed, Input = Payload.FromText("outdated question") };
        var second = first with { Name = "second", Model = "gpt-4o-mini", Usage = new Usage { Input = 1, Output = 2 }, Cost = new Cost { Total = 0.5m }, Status = ObservationStatus.Completed, Input = Payload.FromText("new question") };
        await using var store = await CreateStoreAsync(new TelemetryBatch { Observations = [first] });

        await store.WriteAsync(new TelemetryBatch { Observations = [second] });

        var trace = await store.GetTraceAsync(Project, first.TraceId, PayloadSelection.All);
        RecordAssert.Same(second, Assert.Single(trace!.Observations));
        Assert.Equal((3L, 0.5m, 0), (trace.Summary.TotalTokens, trace.Summary.TotalCost, trace.Summary.ErrorCount));
        Assert.Equal(["gpt-4o-mini"], trace.Summary.Models);
        Assert.Equal("second", Assert.Single((await store.ListObservationsAsync(new ObservationQuery())).Items).Name);
        Assert.Empty((await store.ListObservationsAsync(new ObservationQuery { Search = "outdated" })).Items);
        Assert.Equal([1, 0.5], (await store.QueryMetricsAsync(AllObservations(Metric.Count, new Metric(Measure.TotalCost, Aggregation.Sum)))).Rows[0].Values);
    }

    [Fact]
    public async Task Write_TwoVersionsInOneBatch_LastWins()
    {
        await using var store = await CreateStoreAsync(new TelemetryBatch
        {
            Observations = [Some.Span("t", "o") with { Name = "first" }, Some.Span("t", "o") with { Name = "second" }],
            Scores = [Some.Score("t", "s", 0), Some.Score("t", "s", 1)],
        });

        var trace = await store.GetTraceAsync(Project, new TraceId("t"));

        Assert.Equal("second", Assert.Single(trace!.Observations).Name);
        Assert.Equal(1, Assert.Single(trace.Scores).Value.Number);
    }

    [Fact]
    public async Task Write_RootAfterItsChildren_GivesTheTraceItsNameAndRange()
    {
        await using var store = await CreateStoreAsync(new TelemetryBatch { Observations = [Some.Generation("t", "child", "root", atSeconds: 1)] });
        var before = await store.GetTraceAsync(Project, new TraceId("t"));

        await store.WriteAsync(new TelemetryBatch { Observations = [Some.Span("t", "root") with { Name = "the root", EndTime = Some.Time.AddSeconds(9) }] });

        var after = await store.GetTraceAsync(Project, new TraceId("t"));
        Assert.Equal("chat gpt-4o", before!.Summary.Trace.Name);
        Assert.Equal("the root", after!.Summary.Trace.Name);
        Assert.Equal((Some.Time, TimeSpan.FromSeconds(9)), (after.Summary.StartTime, after.Summary.Latency));
        Assert.Equal(Some.Time, after.Summary.Trace.Timestamp);
        Assert.Equal(["the root"], (await store.ListTracesAsync(new TraceQuery())).Items.Select(trace => trace.Trace.Name));
    }

    [Fact]
    public async Task Write_MoreSaidAboutATrace_IsMerged()
    {
        var first = Some.Trace("t") with { UserId = new UserId("ann"), Tags = ["b"], Metadata = Payload.Parse("""{"a":1,"b":1}"""), Input = Payload.FromText("in"), IsPublic = true };
        await using var store = await CreateStoreAsync(new TelemetryBatch { Traces = [first] });

        await store.WriteAsync(new TelemetryBatch { Traces = [new TraceRecord { Id = first.Id, Timestamp = Some.Time.AddHours(1), SessionId = new SessionId("s"), Tags = ["a"], Metadata = Payload.Parse("""{"b":2}"""), Output = Payload.FromText("out") }] });

        var trace = (await store.GetTraceAsync(Project, first.Id, PayloadSelection.All))!.Summary.Trace;
        Assert.Equal((first.Name, first.UserId, new SessionId("s"), first.Timestamp, true), (trace.Name, trace.UserId, trace.SessionId, trace.Timestamp, trace.IsPublic));
        Assert.Equal(["a", "b"], trace.Tags);
        Assert.Equal("""{"a":1,"b":2}""", trace.Metadata!.ToString());
        Assert.Equal((first.Input, Payload.FromText("out")), (trace.Input, trace.Output));
    }

    [Fact]
    public async Task Write_OtherTimestampEnvironmentAndNestedMetadata_FirstStayAndObjectsAreUnited()
    {
        var first = Some.Trace("t") with { Environment = "staging", Metadata = Payload.Parse("""{"o":{"a":1,"b":[1,2]},"k":{"x":1}}""") };
        await using var store = await CreateStoreAsync(new TelemetryBatch { Traces = [first] });

        await store.WriteAsync(new TelemetryBatch { Traces = [first with { Timestamp = Some.Time.AddHours(1), Environment = "production", Metadata = Payload.Parse("""{"o":{"b":[3],"c":null},"k":2}""") }] });

        var trace = (await store.GetTraceAsync(Project, first.Id, PayloadSelection.All))!.Summary.Trace;
        Assert.Equal((first.Timestamp, "staging"), (trace.Timestamp, trace.Environment));
        Assert.Equal("""{"o":{"a":1,"b":[3],"c":null},"k":2}""", trace.Metadata!.ToString());
    }

    [Fact]
    public async Task Write_ClearedProperties_HaveNoValueUntilOneIsSaid()
    {
        var said = Some.Trace("t") with { UserId = new UserId("ann"), SessionId = new SessionId("s"), Release = "r", Version = "v", Input = Payload.FromText("in"), Output = Payload.FromText("out"), Metadata = Payload.Parse("""{"a":1}"""), Tags = ["kept"] };
        var root = Some.Span("t", "root") with { UserId = new UserId("bob"), SessionId = new SessionId("z"), Release = "rr", Version = "vv", Input = Payload.FromText("i"), Output = Payload.FromText("o"), Metadata = Payload.Parse("""{"b":2}""") };
        await using var store = await CreateStoreAsync(new TelemetryBatch { Traces = [said], Observations = [root] });
        var all = TraceProperties.Name | TraceProperties.Input | TraceProperties.Output | TraceProperties.Metadata | TraceProperties.Release | TraceProperties.Version | TraceProperties.UserId | TraceProperties.SessionId;

        await store.WriteAsync(new TelemetryBatch { Traces = [new TraceRecord { Id = said.Id, Timestamp = Some.Time, Cleared = all }] });
        var cleared = (await store.GetTraceAsync(Project, said.Id, PayloadSelection.All))!.Summary.Trace;
        await store.WriteAsync(new TelemetryBatch { Traces = [new TraceRecord { Id = said.Id, Timestamp = Some.Time, Name = "new", Metadata = Payload.Parse("""{"c":3}""") }] });
        var again = (await store.GetTraceAsync(Project, said.Id, PayloadSelection.All))!.Summary.Trace;

        Assert.Equal((null, null, null, null, null), (cleared.Name, cleared.UserId, cleared.SessionId, cleared.Release, cleared.Version));
        Assert.Equal((null, null, null), (cleared.Input, cleared.Output, cleared.Metadata));
        Assert.Equal(["kept"], cleared.Tags);
        Assert.Empty((await store.ListTracesAsync(new TraceQuery { Filters = [Filter.Equal(FilterField.UserId, "ann")] })).Items);
        Assert.Equal(("new", """{"c":3}""", null), (again.Name, again.Metadata!.ToString(), again.UserId));
    }

    [Fact]
    public async Task Write_WhatWasSaidAndWhatObservationsHave_SaidWinsAndTheRestIsDerived()
    {
        var root = Some.Span("t", "root") with { Name = "root", Input = Payload.FromText("root in"), Output = Payload.FromText("root out"), Environment = "staging", Tags = ["z"] };
        var child = Some.Span("t", "child", "root", 1) with { UserId = new UserId("ann"), SessionId = new SessionId("s"), Release = "r", Version = "v", Tags = ["a"], Environment = "staging" };
        await using var store = await CreateStoreAsync(new TelemetryBatch { Observations = [child, root], Traces = [new TraceRecord { Id = root.TraceId, Timestamp = Some.Time, Output = Payload.FromText("said out") }] });

        var trace = (await store.GetTraceAsync(Project, root.TraceId, PayloadSelection.All))!.Summary.Trace;

        Assert.Equal(("root", "staging", "r", "v"), (trace.Name, trace.Environment, trace.Release, trace.Version));
        Assert.Equal((new UserId("ann"), new SessionId("s")), (trace.UserId, trace.SessionId));
        Assert.Equal((Payload.FromText("root in"), Payload.FromText("said out")), (trace.Input, trace.Output));
        Assert.Equal(["a", "z"], trace.Tags);
    }

    [Fact]
    public async Task Write_SameIdsInTwoProjects_StayApart()
    {
        var other = new ProjectId("Other / проект");
        await using var store = await CreateStoreAsync(new TelemetryBatch
        {
            Observations = [Some.Generation("t", "o") with { Name = "mine" }, Some.Generation("t", "o") with { Project = other, Name = "theirs" }],
            Traces = [Some.Trace("t") with { UserId = new UserId("ann") }],
            Scores = [Some.Score("t", "s", 1), Some.Score("t", "s", 2) with { Project = other }],
        });

        var theirs = await store.GetTraceAsync(other, new TraceId("t"));
        await store.DeleteAsync(new DeletionRequest { Traces = [new TraceId("t")] });

        Assert.Equal(("theirs", 2), (theirs!.Summary.Trace.Name, Assert.Single(theirs.Scores).Value.Number));
        Assert.Null(await store.GetTraceAsync(Project, new TraceId("t")));
        Assert.Equal(1, (await store.ListTracesAsync(new TraceQuery { Project = other, IncludeTotal = true })).TotalCount);
        Assert.Equal(1, (await store.QueryMetricsAsync(AllObservations(Metric.Count) with { Project = other })).Rows[0].Values[0]);
        Assert.Empty((await store.ListUsersAsync(new UserQuery { Project = other })).Items);
    }

    [Fact]
    public async Task Write_PayloadOfFiveMegabytes_ComesBackWholeAndIsFound()
    {
        var text = string.Concat(Enumerable.Repeat("lorem ipsum ", 450_000)) + "needle4711";
        await using var store = await CreateStoreAsync(new TelemetryBatch { Observations = [Some.Span("t", "o") with { Output = Payload.FromText(text) }] });

        var read = await store.GetObservationAsync(Project, new ObservationId("o"));
        var found = await store.ListTracesAsync(new TraceQuery { Search = "needle4711" });

        Assert.Equal(Payload.FromText(text), read!.Output);
        Assert.Equal(["t"], Ids(found));
    }

    [Fact]
    public async Task Write_ManyWritersAndReadersAtOnce_LosesNothing()
    {
        await using var store = await CreateStoreAsync();
        var writers = Enumerable.Range(0, 8).Select(w => Task.Run(async () =>
        {
            for (var b = 0; b < 15; b++)
            {
                await store.WriteAsync(new TelemetryBatch { Observations = [.. Enumerable.Range(0, 10).Select(i => Some.Generation($"t{w}", $"o{w}-{b}-{i}", atSeconds: b))] });
            }
        })).ToList();
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var page = await store.ListTracesAsync(new TraceQuery { IncludeTotal = true });
                Assert.All(page.Items, trace => Assert.Equal(0, trace.ObservationCount % 10));
            }
        })).ToList();

        await Task.WhenAll(writers);
        await stop.CancelAsync();
        await Task.WhenAll(readers);

        var traces = await store.ListTracesAsync(new TraceQuery());
        Assert.Equal(Enumerable.Repeat(150, 8), traces.Items.Select(trace => trace.ObservationCount));
        Assert.Equal(1200, (await store.QueryMetricsAsync(AllObservations(Metric.Count))).Rows[0].Values[0]);
    }
}
