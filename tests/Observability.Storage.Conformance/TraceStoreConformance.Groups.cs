using Observability.Model;
using Observability.Testing;
using Xunit;

namespace Observability.Storage.Conformance;

public abstract partial class TraceStoreConformance
{
    [Fact]
    public async Task ListSessions_SumsUpTheirTraces()
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);

        var page = await store.ListSessionsAsync(new SessionQuery { IncludeTotal = true });

        var session = Assert.Single(page.Items);
        Assert.Equal((new SessionId("s1"), 2, 165L, 0.5m), (session.Id, session.TraceCount, session.TotalTokens, session.TotalCost));
        Assert.Equal((Some.Time, Some.Time.AddHours(1), "production"), (session.FirstTraceTime, session.LastTraceTime, session.Environment));
        Assert.Equal([new UserId("ann"), new UserId("bob")], session.Users);
        Assert.Equal(1, page.TotalCount);
    }

    [Fact]
    public async Task ListUsers_SumsUpTheirTracesMostRecentFirst()
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);

        var page = await store.ListUsersAsync(new UserQuery { IncludeTotal = true });

        Assert.Equal(["bob", "ann"], page.Items.Select(user => user.Id.Value));
        var ann = page.Items[1];
        Assert.Equal((1, 2, 150L, 0.5m), (ann.TraceCount, ann.ObservationCount, ann.TotalTokens, ann.TotalCost));
        Assert.Equal((Some.Time, Some.Time), (ann.FirstTraceTime, ann.LastTraceTime));
        Assert.Null(page.Items[0].TotalCost);
        Assert.Equal(2, page.TotalCount);
    }

    [Fact]
    public async Task ListSessionsAndUsers_RangeAndFilters_SelectTheTracesSummedUp()
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);

        var recent = await store.ListSessionsAsync(new SessionQuery { From = Some.Time.AddHours(1) });
        var staging = await store.ListUsersAsync(new UserQuery { Filters = [Filter.Equal(FilterField.Environment, "staging")] });
        var byId = await store.ListUsersAsync(new UserQuery { Filters = [Filter.Equal(FilterField.Id, "ann")] });
        var sessionById = await store.ListSessionsAsync(new SessionQuery { Filters = [Filter.Equal(FilterField.Id, "nobody")] });

        Assert.Equal((1, 15L), (recent.Items[0].TraceCount, recent.Items[0].TotalTokens));
        Assert.Equal(["bob"], staging.Items.Select(user => user.Id.Value));
        Assert.Equal(["ann"], byId.Items.Select(user => user.Id.Value));
        Assert.Empty(sessionById.Items);
    }

    [Fact]
    public async Task ListSessionsAndUsers_Pages_HaveEachOnce()
    {
        await using var store = await CreateStoreAsync(new TelemetryBatch
        {
            Traces = [.. Enumerable.Range(0, 60).Select(i => Some.Trace($"t{i}", i) with { UserId = new UserId($"u{i % 11:D2}"), SessionId = new SessionId($"s{i % 7}") })],
        });
        var users = new List<string>();
        var sessions = new List<string>();

        for (string? cursor = null; users.Count == 0 || cursor is not null;)
        {
            var page = await store.ListUsersAsync(new UserQuery { Limit = 4, Cursor = cursor });
            users.AddRange(page.Items.Select(user => user.Id.Value));
            cursor = page.NextCursor;
        }

        for (string? cursor = null; sessions.Count == 0 || cursor is not null;)
        {
            var page = await store.ListSessionsAsync(new SessionQuery { Limit = 3, Cursor = cursor });
            sessions.AddRange(page.Items.Select(session => session.Id.Value));
            cursor = page.NextCursor;
        }

        Assert.Equal(["u04", "u03", "u02", "u01", "u00", "u10", "u09", "u08", "u07", "u06", "u05"], users);
        Assert.Equal(["s3", "s2", "s1", "s0", "s6", "s5", "s4"], sessions);
    }

    private static readonly Dictionary<string, (Filter Filter, string Expected)> ScoreCases = new()
    {
        ["id"] = (Filter.Equal(FilterField.Id, "score-2"), "score-2"),
        ["trace"] = (Filter.Equal(FilterField.TraceId, "red"), "score-2 score-1"),
        ["observation"] = (Filter.Equal(FilterField.ObservationId, "red-gen"), "score-2"),
        ["name"] = (Filter.Equal(FilterField.Name, "quality"), "score-3 score-1"),
        ["number"] = (Filter.Compare(FilterField.ScoreNumber, FilterOperator.GreaterOrEqual, 0.5), "score-1"),
        ["text"] = (Filter.Equal(FilterField.ScoreText, "good"), "score-2"),
        ["source"] = (Filter.AnyOf(FilterField.ScoreSource, "Annotation", "Api"), "score-3 score-1"),
        ["type"] = (Filter.Equal(FilterField.ScoreType, ScoreValueType.Categorical), "score-2"),
        ["author"] = (Filter.Equal(FilterField.Author, "eve"), "score-3"),
        ["session, missing"] = (new Filter(FilterField.SessionId, FilterOperator.IsNotNull, []), ""),
        ["time"] = (Filter.Compare(FilterField.StartTime, FilterOperator.GreaterThan, Some.Time), "score-3"),
        ["environment"] = (Filter.Equal(FilterField.Environment, "default"), "score-3 score-2 score-1"),
    };

    public static TheoryData<string> ScoreCaseNames => [.. ScoreCases.Keys];

    [Theory]
    [MemberData(nameof(ScoreCaseNames))]
    public async Task ListScores_Filter_SelectsTheScoresItDescribes(string name)
    {
        var (filter, expected) = ScoreCases[name];
        await using var store = await CreateStoreAsync(ConformanceData.Batch);

        var page = await store.ListScoresAsync(new ScoreQuery { Filters = [filter], IncludeTotal = true });

        Assert.Equal(expected, string.Join(' ', Ids(page)));
        Assert.Equal(page.Items.Count, page.TotalCount);
    }

    [Fact]
    public async Task ListScores_RangeAndPages_NewestFirst()
    {
        await using var store = await CreateStoreAsync(new TelemetryBatch { Scores = [.. Enumerable.Range(0, 10).Select(i => Some.Score("t", $"s{i}", i, i))] });

        var first = await store.ListScoresAsync(new ScoreQuery { From = Some.Time.AddSeconds(2), To = Some.Time.AddSeconds(8), Limit = 4 });
        var second = await store.ListScoresAsync(new ScoreQuery { From = Some.Time.AddSeconds(2), To = Some.Time.AddSeconds(8), Limit = 4, Cursor = first.NextCursor });

        Assert.Equal(["s7", "s6", "s5", "s4"], Ids(first));
        Assert.Equal(["s3", "s2"], Ids(second));
        Assert.Null(second.NextCursor);
    }

    [Fact]
    public async Task Score_OfATraceThatIsNotThereYet_IsKeptAndMakesNoTrace()
    {
        await using var store = await CreateStoreAsync(new TelemetryBatch { Scores = [Some.Score("t", "s")] });
        var before = await store.ListTracesAsync(new TraceQuery());

        await store.WriteAsync(new TelemetryBatch { Observations = [Some.Span("t", "o")] });

        var trace = await store.GetTraceAsync(Project, new TraceId("t"));
        Assert.Empty(before.Items);
        Assert.Equal(["s"], trace!.Scores.Select(score => score.Id.Value));
    }
}
