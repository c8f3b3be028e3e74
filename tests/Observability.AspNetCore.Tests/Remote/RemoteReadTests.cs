using Observability.AspNetCore.Query;
using Observability.Model;
using Observability.Remote.Reading;
using Observability.Storage;

namespace Observability.AspNetCore.Tests.Remote;

/// <summary>A server that is read over its API answers as a store of one's own does.</summary>
public sealed class RemoteReadTests
{
    private static readonly string[] TraceIds = [.. Enumerable.Range(1, 20).Select(number => $"{number:x32}")];

    public static TheoryData<FilterField, FilterOperator, object> TraceFilters => new()
    {
        { FilterField.Id, FilterOperator.AnyOf, TraceIds[3] },
        { FilterField.StartTime, FilterOperator.GreaterOrEqual, Telemetry.Start.AddSeconds(0.5) },
        { FilterField.Environment, FilterOperator.Equal, "staging" },
        { FilterField.UserId, FilterOperator.IsNull, 0 },
        { FilterField.UserId, FilterOperator.NotEqual, "u1" },
        { FilterField.Tags, FilterOperator.AllOf, "tag 1" },
        { FilterField.Name, FilterOperator.Contains, "A" },
        { FilterField.Latency, FilterOperator.GreaterThan, 5.0 },
        { FilterField.TotalTokens, FilterOperator.LessThan, 2000 },
        { FilterField.TotalCost, FilterOperator.IsNotNull, 0 },
        { FilterField.Level, FilterOperator.Equal, ObservationLevel.Error },
        { FilterField.ErrorCount, FilterOperator.GreaterOrEqual, 3 },
        { FilterField.ObservationCount, FilterOperator.Equal, 12 },
        { FilterField.Model, FilterOperator.AnyOf, "own-model" },
    };

    [Theory]
    [InlineData(PayloadSelection.All)]
    [InlineData(PayloadSelection.None)]
    [InlineData(PayloadSelection.InputOutput)]
    [InlineData(PayloadSelection.Metadata)]
    public async Task GetTrace_EverySelection_IsTheSame(PayloadSelection payloads)
    {
        await using var run = await FilledAsync();

        foreach (var id in TraceIds.Take(5).Select(id => new TraceId(id)))
        {
            var expected = await run.Kept.GetTraceAsync(ProjectId.Default, id, payloads, TestContext.Current.CancellationToken);
            Assert.Equal(TraceText.Of(expected), TraceText.Of(await run.Remote.GetTraceAsync(ProjectId.Default, id, payloads, TestContext.Current.CancellationToken)));
        }

        Assert.Null(await run.Remote.GetTraceAsync(ProjectId.Default, new TraceId("none"), payloads, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task GetObservation_ByItsId_IsTheSame()
    {
        await using var run = await FilledAsync();
        var all = await run.Kept.ListObservationsAsync(new ObservationQuery { Limit = 40, Payloads = PayloadSelection.All }, TestContext.Current.CancellationToken);

        foreach (var expected in all.Items)
        {
            var read = await run.Remote.GetObservationAsync(ProjectId.Default, expected.Id, expected.TraceId, TestContext.Current.CancellationToken);
            Assert.Equal(TraceText.Of((object)expected), TraceText.Of((object?)read));
        }

        Assert.Null(await run.Remote.GetObservationAsync(ProjectId.Default, new ObservationId("none"), cancellationToken: TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(TraceFilters))]
    public async Task ListTraces_Filtered_AreTheSame(FilterField field, FilterOperator op, object value)
    {
        await using var run = await FilledAsync();
        var query = new TraceQuery { Filters = [new Filter(field, op, op is FilterOperator.IsNull or FilterOperator.IsNotNull ? [] : [value])], Limit = 100, Payloads = PayloadSelection.All };

        await AssertSameAsync(run, store => store.ListTracesAsync(query, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Lists_OrderedCountedAndSearched_AreTheSame()
    {
        await using var run = await FilledAsync();
        var cancellation = TestContext.Current.CancellationToken;

        await AssertSameAsync(run, store => store.ListTracesAsync(new TraceQuery { Order = new SortOrder(FilterField.TotalTokens, Descending: true), Limit = 7 }, cancellation));
        await AssertSameAsync(run, store => store.ListTracesAsync(new TraceQuery { Order = SortOrder.OldestFirst, From = Telemetry.Start, To = Telemetry.Start.AddSeconds(1) }, cancellation));
        await AssertSameAsync(run, store => store.ListTracesAsync(new TraceQuery { Search = "köln" }, cancellation));
        await AssertSameAsync(run, store => store.ListTracesAsync(new TraceQuery { IncludeTotal = true, Limit = 5, Offset = 10 }, cancellation));
        await AssertSameAsync(run, store => store.ListObservationsAsync(new ObservationQuery { Filters = [Filter.Equal(FilterField.Kind, ObservationKind.Generation)], Limit = 1000, Payloads = PayloadSelection.All }, cancellation));
        await AssertSameAsync(run, store => store.ListObservationsAsync(new ObservationQuery { Filters = [Filter.Equal(FilterField.TraceId, TraceIds[0]), new Filter(FilterField.ParentId, FilterOperator.IsNotNull, [])], Limit = 5 }, cancellation));
        await AssertSameAsync(run, store => store.ListSessionsAsync(new SessionQuery(), cancellation));
        await AssertSameAsync(run, store => store.ListUsersAsync(new UserQuery { Filters = [Filter.Equal(FilterField.Environment, "default")] }, cancellation));
        await AssertSameAsync(run, store => store.ListScoresAsync(new ScoreQuery { Filters = [Filter.Equal(FilterField.ScoreSource, ScoreSource.Evaluator), Filter.Compare(FilterField.ScoreNumber, FilterOperator.GreaterThan, 0.2)] }, cancellation));
    }

    [Fact]
    public async Task Pages_Followed_HoldEverythingOnce()
    {
        await using var run = await FilledAsync();
        List<string> read = [];
        string? cursor = null;
        do
        {
            var page = await run.Remote.ListTracesAsync(new TraceQuery { Limit = 7, Cursor = cursor }, TestContext.Current.CancellationToken);
            read.AddRange(page.Items.Select(trace => trace.Trace.Id.Value));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(TraceIds, read.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Metrics_OfEveryView_AreTheSame()
    {
        await using var run = await FilledAsync();
        var query = new MetricsQuery
        {
            Metrics = [Metric.Count, new Metric(Measure.Latency, Aggregation.P95), new Metric(Measure.TotalTokens, Aggregation.Sum), new Metric(Measure.TotalCost, Aggregation.Average), new Metric(Measure.UserCount, Aggregation.Sum)],
            Dimensions = [FilterField.Kind, FilterField.Environment],
            From = Telemetry.Start.AddDays(-1),
            To = Telemetry.Start.AddDays(1),
        };

        await AssertSameAsync(run, store => store.QueryMetricsAsync(query, TestContext.Current.CancellationToken));
        await AssertSameAsync(run, store => store.QueryMetricsAsync(query with { Dimensions = [], Granularity = TimeGranularity.Hour, Filters = [Filter.Equal(FilterField.Level, ObservationLevel.Error)] }, TestContext.Current.CancellationToken));
        await AssertSameAsync(run, store => store.QueryMetricsAsync(query with { View = MetricsView.Traces, Dimensions = [FilterField.Tags], Metrics = [Metric.Count, new Metric(Measure.ObservationCount, Aggregation.Max)] }, TestContext.Current.CancellationToken));
        await AssertSameAsync(run, store => store.QueryMetricsAsync(query with { View = MetricsView.NumericScores, Dimensions = [FilterField.Name, FilterField.ScoreSource], Metrics = [new Metric(Measure.ScoreValue, Aggregation.Average)] }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Filters_Spelled_AreReadAsTheyWere()
    {
        IReadOnlyList<Filter> filters =
        [
            Filter.Equal(FilterField.Name, "a \"quoted\" name"),
            new(FilterField.StatusMessage, FilterOperator.NotContains, ["x"]),
            new(FilterField.Metadata, FilterOperator.StartsWith, ["x"], "plan"),
            new(FilterField.Metadata, FilterOperator.LessOrEqual, [2.5], "count"),
            new(FilterField.ScoreNumber, FilterOperator.GreaterThan, [0.5], "quality"),
            new(FilterField.ScoreText, FilterOperator.AnyOf, ["good", "fair"], "tone"),
            new(FilterField.Tags, FilterOperator.NoneOf, ["a", "b"]),
            new(FilterField.StartTime, FilterOperator.LessThan, [Telemetry.Start.AddMicroseconds(7)]),
            new(FilterField.PromptVersion, FilterOperator.NotEqual, [3.0]),
            new(FilterField.ParentId, FilterOperator.IsNull, []),
        ];

        var read = FilterParser.Parse(FilterWriter.Write(MetricsView.Observations, filters), FilterColumns.Observations);

        Assert.Equal(filters.Count, read.Count);
        Assert.All(filters.Zip(read), pair =>
        {
            Assert.Equal((pair.First.Field, pair.First.Operator, pair.First.Key), (pair.Second.Field, pair.Second.Operator, pair.Second.Key));
            Assert.Equal(pair.First.Values, pair.Second.Values);
        });
    }

    [Fact]
    public async Task Queries_TheWireCannotSay_ThrowAndSayWhatToDo()
    {
        await using var run = await ServerRun.StartAsync();

        await Assert.ThrowsAsync<NotSupportedException>(() => run.Remote.ListObservationsAsync(new ObservationQuery { Order = SortOrder.OldestFirst }, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<NotSupportedException>(() => run.Remote.ListTracesAsync(new TraceQuery { Offset = 3 }, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<NotSupportedException>(() => run.Remote.ListTracesAsync(new TraceQuery { Filters = [Filter.Equal(FilterField.QueueId, "q")] }, TestContext.Current.CancellationToken));
        var erase = await Assert.ThrowsAsync<NotSupportedException>(() => run.Remote.DeleteAsync(new DeletionRequest { Users = [new UserId("u")] }, TestContext.Current.CancellationToken));
        Assert.Contains("by their ids only", erase.Message);
    }

    [Fact]
    public async Task Delete_TracesAndScores_AreGoneOnTheServer()
    {
        await using var run = await FilledAsync();

        await run.Remote.DeleteAsync(new DeletionRequest { Traces = [new TraceId(TraceIds[0]), new TraceId(TraceIds[1])], Scores = [new ScoreId("5")] }, TestContext.Current.CancellationToken);

        var traces = await run.Kept.ListTracesAsync(new TraceQuery { Limit = 100 }, TestContext.Current.CancellationToken);
        Assert.Equal(TraceIds.Skip(2), traces.Items.Select(trace => trace.Trace.Id.Value).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("5", (await run.Kept.ListScoresAsync(new ScoreQuery { Limit = 100 }, TestContext.Current.CancellationToken)).Items.Select(score => score.Id.Value));
    }

    [Fact]
    public async Task Media_PutAndGot_AreTheSameAndStaysWithItsTrace()
    {
        await using var run = await ServerRun.StartAsync(new DictionaryMediaStore());
        var media = new MediaContent("image/png", Enumerable.Range(0, 5000).Select(i => (byte)(i * 7)).ToArray());

        using (var span = run.Application.Tracer.StartSpan("shows"))
        {
            span.SetInput($"data:image/png;base64,{Convert.ToBase64String(media.Content.Span)}");
        }

        await run.Application.FlushAsync(TestContext.Current.CancellationToken);

        var read = await run.Remote.GetAsync(ProjectId.Default, media.Id, TestContext.Current.CancellationToken);
        Assert.Equal("image/png", read?.ContentType);
        Assert.Equal(media.Content.ToArray(), read!.Content.ToArray());
        Assert.Equal(0, run.Remote.Statistics.MediaLost);
        Assert.Null(await run.Remote.GetAsync(ProjectId.Default, MediaId.Of([1]), TestContext.Current.CancellationToken));
    }

    private static async Task AssertSameAsync<T>(ServerRun run, Func<ITraceReader, Task<T>> read)
    {
        var expected = Normal(TraceText.Of((object?)await read(run.Kept)));
        Assert.Contains("\"", expected);
        Assert.Equal(expected, Normal(TraceText.Of((object?)await read(run.Remote))));
    }

    // Cursors are each store's own, and a full page of metrics may be the last.
    private static string Normal(string text) => string.Join('\n', text.Split('\n').Where(line => !line.Contains("\"NextCursor\"", StringComparison.Ordinal) && !line.Contains("\"IsTruncated\"", StringComparison.Ordinal)));

    private static async Task<ServerRun> FilledAsync()
    {
        var run = await ServerRun.StartAsync();
        var records = new RandomRecords(11);
        var scores = Enumerable.Range(1, 10).Select(number => new Score
        {
            Id = new ScoreId(number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Name = number % 2 == 0 ? "quality" : "tone",
            Value = number % 3 == 0 ? "good" : number / 10.0,
            Target = ScoreTarget.Trace(new TraceId(TraceIds[number])),
            Timestamp = Telemetry.Start.AddSeconds(number),
            Source = (ScoreSource)(number % 3),
        });
        await run.Application.SubmitAsync(new TelemetryBatch { Observations = [.. TraceIds.SelectMany((id, index) => records.Trace(id, 10 + index))], Scores = [.. scores] }, TestContext.Current.CancellationToken);
        return run;
    }
}
