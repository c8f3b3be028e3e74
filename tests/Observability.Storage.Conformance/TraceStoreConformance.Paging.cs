using Observability.Model;
using Observability.Testing;
using Xunit;

namespace Observability.Storage.Conformance;

public abstract partial class TraceStoreConformance
{
    [Fact]
    public async Task ListTraces_Pages_HaveEveryTraceOnceNewestFirst()
    {
        await using var store = await CreateStoreAsync(Numbered(25));

        var pages = await AllTracePagesAsync(store, new TraceQuery { Limit = 10 });

        Assert.Equal([10, 10, 5], pages.Select(page => page.Items.Count));
        Assert.Equal(Enumerable.Range(0, 25).Reverse().Select(TraceName), pages.SelectMany(Ids));
    }

    [Fact]
    public async Task ListTraces_PagesWhileNewTracesArrive_NeitherRepeatNorSkip()
    {
        await using var store = await CreateStoreAsync(Numbered(20));
        var first = await store.ListTracesAsync(new TraceQuery { Limit = 8 });

        await store.WriteAsync(Numbered(10, firstNumber: 20));

        var second = await store.ListTracesAsync(new TraceQuery { Limit = 8, Cursor = first.NextCursor });
        var third = await store.ListTracesAsync(new TraceQuery { Limit = 8, Cursor = second.NextCursor });
        Assert.Equal(Enumerable.Range(0, 20).Reverse().Select(TraceName), Ids(first).Concat(Ids(second)).Concat(Ids(third)));
        Assert.Null(third.NextCursor);
    }

    [Fact]
    public async Task ListTraces_SameInstant_TiesAreBrokenByIdAcrossPages()
    {
        await using var store = await CreateStoreAsync(new TelemetryBatch { Traces = [.. Enumerable.Range(0, 9).Select(i => Some.Trace(TraceName(i)))] });

        var pages = await AllTracePagesAsync(store, new TraceQuery { Limit = 4 });

        Assert.Equal(Enumerable.Range(0, 9).Reverse().Select(TraceName), pages.SelectMany(Ids));
    }

    [Fact]
    public async Task ListTraces_LimitIsExactlyTheRest_LastPageHasNoCursor()
    {
        await using var store = await CreateStoreAsync(Numbered(10));

        var page = await store.ListTracesAsync(new TraceQuery { Limit = 10, IncludeTotal = true });

        Assert.Equal((10, 10L), (page.Items.Count, page.TotalCount));
        Assert.Null(page.NextCursor);
    }

    [Fact]
    public async Task ListTraces_OffsetAndTotal_SkipAndCountAll()
    {
        await using var store = await CreateStoreAsync(Numbered(25));

        var page = await store.ListTracesAsync(new TraceQuery { Limit = 10, Offset = 20, IncludeTotal = true });
        var without = await store.ListTracesAsync(new TraceQuery { Limit = 10 });

        Assert.Equal(Enumerable.Range(0, 5).Reverse().Select(TraceName), Ids(page));
        Assert.Equal(25, page.TotalCount);
        Assert.Null(without.TotalCount);
    }

    [Fact]
    public async Task ListTraces_Total_FollowsWhatIsWrittenAgainErasedAndOfOthers()
    {
        await using var store = await CreateStoreAsync(Numbered(10));
        var other = new ProjectId("other");
        await store.WriteAsync(Numbered(6, firstNumber: 5));
        await store.WriteAsync(new TelemetryBatch
        {
            Observations =
            [
                Some.Span(TraceName(3), "late", atSeconds: 3),
                Some.Span("elsewhere", "there") with { Project = other },
                Some.Span("last year", "then") with { StartTime = Some.Time.AddYears(-1), EndTime = null },
            ],
        });
        await store.DeleteAsync(new DeletionRequest { Traces = [new TraceId(TraceName(4)), new TraceId(TraceName(4)), new TraceId("nobody")] });

        var all = new TraceQuery { Limit = 1, IncludeTotal = true };
        Assert.Equal(11, (await store.ListTracesAsync(all)).TotalCount);
        Assert.Equal(10, (await store.ListTracesAsync(all with { From = Some.Time })).TotalCount);
        Assert.Equal(1, (await store.ListTracesAsync(all with { Project = other })).TotalCount);
        Assert.Equal(0, (await store.ListTracesAsync(all with { Project = new ProjectId("nobody's") })).TotalCount);
    }

    [Fact]
    public async Task List_OfSeveralTraces_PagesThroughWhatTheyHave()
    {
        await using var store = await CreateStoreAsync(Numbered(20));
        await store.WriteAsync(new TelemetryBatch { Observations = [.. Enumerable.Range(0, 20).Select(i => Some.Span(TraceName(i), $"second-{i}", $"o{i:D4}", i + 0.5))], Scores = [.. Enumerable.Range(0, 20).Select(i => Some.Score(TraceName(i), $"s{i}", atSeconds: i))] });
        var ofThree = Filter.AnyOf(FilterField.TraceId, TraceName(17), TraceName(2), "nobody", TraceName(2), "", TraceName(9));

        var observations = new ObservationQuery { Filters = [ofThree], Limit = 4, IncludeTotal = true };
        var first = await store.ListObservationsAsync(observations);
        var second = await store.ListObservationsAsync(observations with { Cursor = first.NextCursor });
        var scores = await store.ListScoresAsync(new ScoreQuery { Filters = [ofThree], IncludeTotal = true });

        Assert.Equal(["second-17", "o0017", "second-9", "o0009", "second-2", "o0002"], first.Items.Concat(second.Items).Select(observation => observation.Id.Value));
        Assert.Equal((6L, null), (first.TotalCount, second.NextCursor));
        Assert.Equal(["s17", "s9", "s2"], scores.Items.Select(score => score.Id.Value));
        Assert.Equal(3, scores.TotalCount);
        Assert.Empty((await store.ListObservationsAsync(new ObservationQuery { Filters = [Filter.AnyOf(FilterField.TraceId)] })).Items);
    }

    [Fact]
    public async Task ListTraces_TotalOnALaterPage_StillCountsAll()
    {
        await using var store = await CreateStoreAsync(Numbered(25));
        var query = new TraceQuery { Limit = 10, IncludeTotal = true, Filters = [Filter.Compare(FilterField.Name, FilterOperator.StartsWith, "trace")] };

        var pages = await AllTracePagesAsync(store, query);

        Assert.All(pages, page => Assert.Equal(25, page.TotalCount));
    }

    [Theory]
    [InlineData(FilterField.StartTime, false, "red blue green")]
    [InlineData(FilterField.StartTime, true, "green blue red")]
    [InlineData(FilterField.Latency, true, "blue red green")]
    [InlineData(FilterField.TotalTokens, false, "green blue red")]
    [InlineData(FilterField.TotalCost, true, "red green blue")]
    [InlineData(FilterField.TotalCost, false, "green red blue")]
    [InlineData(FilterField.ErrorCount, true, "blue red green")]
    [InlineData(FilterField.Name, false, "blue green red")]
    [InlineData(FilterField.UserId, false, "red blue green")]
    [InlineData(FilterField.Level, true, "blue green red")]
    public async Task ListTraces_Order_SortsAndPages(FilterField field, bool descending, string expected)
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);
        var query = new TraceQuery { Order = new SortOrder(field, descending), Limit = 1 };

        var pages = await AllTracePagesAsync(store, query);

        Assert.Equal(expected, string.Join(' ', pages.SelectMany(Ids)));
    }

    [Theory]
    [InlineData(FilterField.StartTime, false, "red-root red-gen blue-root blue-gen blue-tool green-emb")]
    [InlineData(FilterField.Latency, true, "blue-gen red-root red-gen green-emb blue-tool blue-root")]
    [InlineData(FilterField.TimeToFirstToken, true, "red-gen red-root green-emb blue-tool blue-root blue-gen")]
    public async Task ListObservations_Order_SortsAndPages(FilterField field, bool descending, string expected)
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);
        var ids = new List<string>();
        var query = new ObservationQuery { Order = new SortOrder(field, descending), Limit = 4 };

        for (string? cursor = null; ids.Count == 0 || cursor is not null;)
        {
            var page = await store.ListObservationsAsync(query with { Cursor = cursor });
            ids.AddRange(Ids(page));
            cursor = page.NextCursor;
        }

        Assert.Equal(expected, string.Join(' ', ids));
    }

    [Fact]
    public async Task ListTraces_CursorOfAnotherQuery_Throws()
    {
        await using var store = await CreateStoreAsync(Numbered(5));
        var cursor = (await store.ListTracesAsync(new TraceQuery { Limit = 2 })).NextCursor!;

        var otherFilter = await Assert.ThrowsAsync<ArgumentException>(() => store.ListTracesAsync(new TraceQuery { Limit = 2, Cursor = cursor, Filters = [Filter.Equal(FilterField.Name, "x")] }));

        await Assert.ThrowsAsync<ArgumentException>(() => store.ListTracesAsync(new TraceQuery { Cursor = cursor, Order = SortOrder.OldestFirst }));
        await Assert.ThrowsAsync<ArgumentException>(() => store.ListTracesAsync(new TraceQuery { Cursor = cursor, Search = "x" }));
        await Assert.ThrowsAsync<ArgumentException>(() => store.ListObservationsAsync(new ObservationQuery { Cursor = cursor }));
        await Assert.ThrowsAsync<ArgumentException>(() => store.ListTracesAsync(new TraceQuery { Cursor = "not a cursor" }));
        Assert.Contains("another query", otherFilter.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListTraces_CursorWithAnotherLimitOrPayloads_Continues()
    {
        await using var store = await CreateStoreAsync(Numbered(5));
        var first = await store.ListTracesAsync(new TraceQuery { Limit = 2 });

        var rest = await store.ListTracesAsync(new TraceQuery { Limit = 50, Cursor = first.NextCursor, Payloads = PayloadSelection.All });

        Assert.Equal(3, rest.Items.Count);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    [InlineData(ListQuery.MaxLimit + 1, 0)]
    [InlineData(10, -1)]
    public async Task List_LimitOrOffsetOutOfRange_Throws(int limit, int offset)
    {
        await using var store = await CreateStoreAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.ListTracesAsync(new TraceQuery { Limit = limit, Offset = offset }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.ListObservationsAsync(new ObservationQuery { Limit = limit, Offset = offset }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.ListSessionsAsync(new SessionQuery { Limit = limit, Offset = offset }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.ListUsersAsync(new UserQuery { Limit = limit, Offset = offset }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.ListScoresAsync(new ScoreQuery { Limit = limit, Offset = offset }));
    }

    [Fact]
    public async Task ListTraces_OrderByAFieldWithSeveralValues_Throws()
    {
        await using var store = await CreateStoreAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => store.ListTracesAsync(new TraceQuery { Order = new SortOrder(FilterField.Tags, true) }));
    }

    private static string TraceName(int number) => $"t{number:D4}";

    private static TelemetryBatch Numbered(int count, int firstNumber = 0) => new()
    {
        Observations = [.. Enumerable.Range(firstNumber, count).Select(i => Some.Generation(TraceName(i), $"o{i:D4}", atSeconds: i) with { TraceName = "trace" })],
    };

    private static async Task<List<Page<TraceSummary>>> AllTracePagesAsync(ITraceStore store, TraceQuery query)
    {
        var pages = new List<Page<TraceSummary>>();
        do
        {
            pages.Add(await store.ListTracesAsync(query with { Cursor = pages.LastOrDefault()?.NextCursor }));
        }
        while (pages[^1].NextCursor is not null);

        return pages;
    }
}
