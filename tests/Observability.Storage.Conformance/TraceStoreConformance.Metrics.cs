using Observability.Model;
using Observability.Testing;
using Xunit;

namespace Observability.Storage.Conformance;

public abstract partial class TraceStoreConformance
{
    private static MetricsQuery AllObservations(params IReadOnlyList<Metric> metrics) => new() { Metrics = metrics, From = ConformanceData.From, To = ConformanceData.To };

    private static Metric Sum(Measure measure) => new(measure, Aggregation.Sum);

    [Theory]
    [InlineData(MetricsView.Observations, Measure.Count, 6)]
    [InlineData(MetricsView.Observations, Measure.Latency, 12)]
    [InlineData(MetricsView.Observations, Measure.TimeToFirstToken, 0.5)]
    [InlineData(MetricsView.Observations, Measure.TokensPerSecond, 26.25)]
    [InlineData(MetricsView.Observations, Measure.InputTokens, 117)]
    [InlineData(MetricsView.Observations, Measure.OutputTokens, 55)]
    [InlineData(MetricsView.Observations, Measure.TotalTokens, 172)]
    [InlineData(MetricsView.Observations, Measure.TotalCost, 0.51)]
    [InlineData(MetricsView.Observations, Measure.ErrorCount, 1)]
    [InlineData(MetricsView.Observations, Measure.TraceCount, 3)]
    [InlineData(MetricsView.Observations, Measure.UserCount, 2)]
    [InlineData(MetricsView.Observations, Measure.SessionCount, 1)]
    [InlineData(MetricsView.Traces, Measure.Count, 3)]
    [InlineData(MetricsView.Traces, Measure.Latency, 9)]
    [InlineData(MetricsView.Traces, Measure.InputTokens, 117)]
    [InlineData(MetricsView.Traces, Measure.OutputTokens, 55)]
    [InlineData(MetricsView.Traces, Measure.TotalTokens, 172)]
    [InlineData(MetricsView.Traces, Measure.TotalCost, 0.51)]
    [InlineData(MetricsView.Traces, Measure.ErrorCount, 1)]
    [InlineData(MetricsView.Traces, Measure.ObservationCount, 6)]
    [InlineData(MetricsView.Traces, Measure.UserCount, 2)]
    [InlineData(MetricsView.Traces, Measure.SessionCount, 1)]
    [InlineData(MetricsView.NumericScores, Measure.Count, 2)]
    [InlineData(MetricsView.NumericScores, Measure.ScoreValue, 1.2)]
    [InlineData(MetricsView.NumericScores, Measure.TraceCount, 2)]
    [InlineData(MetricsView.CategoricalScores, Measure.Count, 1)]
    public async Task Metrics_SumOverTheWholeRange_IsRight(MetricsView view, Measure measure, double expected)
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);

        var result = await store.QueryMetricsAsync(AllObservations(Sum(measure)) with { View = view });

        var row = Assert.Single(result.Rows);
        Assert.Equal(expected, row.Values[0]!.Value, 9);
        Assert.Null(row.Time);
        Assert.False(result.IsTruncated);
    }

    [Theory]
    [InlineData(Aggregation.Sum, 5050)]
    [InlineData(Aggregation.Average, 50.5)]
    [InlineData(Aggregation.Min, 1)]
    [InlineData(Aggregation.Max, 100)]
    [InlineData(Aggregation.P50, 50.5)]
    [InlineData(Aggregation.P75, 75.25)]
    [InlineData(Aggregation.P90, 90.1)]
    [InlineData(Aggregation.P95, 95.05)]
    [InlineData(Aggregation.P99, 99.01)]
    public async Task Metrics_Aggregation_OfOneToAHundred_IsExact(Aggregation aggregation, double expected)
    {
        await using var store = await CreateStoreAsync(new TelemetryBatch { Observations = [.. Enumerable.Range(1, 100).Select(i => Some.Generation("t", $"o{i}") with { Usage = new Usage { Input = i } })] });

        var result = await store.QueryMetricsAsync(AllObservations(new Metric(Measure.InputTokens, aggregation)));

        Assert.Equal(expected, result.Rows[0].Values[0]!.Value, 9);
    }

    [Fact]
    public async Task Metrics_PercentilesOfManyValues_AreWithinOnePercent()
    {
        await using var store = await CreateStoreAsync(new TelemetryBatch { Observations = [.. Enumerable.Range(1, 5000).Select(i => Some.Generation("t", $"o{i}") with { Usage = new Usage { Input = i } })] });

        var result = await store.QueryMetricsAsync(AllObservations(new Metric(Measure.InputTokens, Aggregation.P50), new Metric(Measure.InputTokens, Aggregation.P99), new Metric(Measure.InputTokens, Aggregation.Max)));

        Assert.InRange(result.Rows[0].Values[0]!.Value, 2500 * 0.99, 2501 * 1.01);
        Assert.InRange(result.Rows[0].Values[1]!.Value, 4950 * 0.99, 4951 * 1.01);
        Assert.Equal(5000, result.Rows[0].Values[2]);
    }

    [Theory]
    [InlineData(TimeGranularity.Minute, "2026-03-04T10:00 2, 2026-03-04T11:00 3, 2026-03-05T10:00 1")]
    [InlineData(TimeGranularity.Hour, "2026-03-04T10:00 2, 2026-03-04T11:00 3, 2026-03-05T10:00 1")]
    [InlineData(TimeGranularity.Day, "2026-03-04T00:00 5, 2026-03-05T00:00 1")]
    [InlineData(TimeGranularity.Week, "2026-03-02T00:00 6")]
    [InlineData(TimeGranularity.Month, "2026-03-01T00:00 6")]
    public async Task Metrics_Granularity_GroupsByUtcBuckets(TimeGranularity granularity, string expected)
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);

        var result = await store.QueryMetricsAsync(AllObservations(Metric.Count) with { Granularity = granularity });

        Assert.Equal(expected, string.Join(", ", result.Rows.Select(row => FormattableString.Invariant($"{row.Time:yyyy-MM-ddTHH:mm} {row.Values[0]}"))));
    }

    [Theory]
    [InlineData(MetricsView.Observations, FilterField.Kind, "Span=2 Generation=2 Embedding=1 Tool=1")]
    [InlineData(MetricsView.Observations, FilterField.Name, "answer=2 Weather.get=1 chat gpt-4o=2 embed=1")]
    [InlineData(MetricsView.Observations, FilterField.TraceId, "blue=3 red=2 green=1")]
    [InlineData(MetricsView.Observations, FilterField.TraceName, "batch=1 chat=2 Search ALPHA=3")]
    [InlineData(MetricsView.Observations, FilterField.Level, "Default=4 Error=1 Warning=1")]
    [InlineData(MetricsView.Observations, FilterField.Status, "Completed=5 Failed=1")]
    [InlineData(MetricsView.Observations, FilterField.Environment, "staging=3 production=2 default=1")]
    [InlineData(MetricsView.Observations, FilterField.Release, "-=4 r1=2")]
    [InlineData(MetricsView.Observations, FilterField.Version, "-=5 v1=1")]
    [InlineData(MetricsView.Observations, FilterField.UserId, "bob=3 ann=2 -=1")]
    [InlineData(MetricsView.Observations, FilterField.SessionId, "s1=5 -=1")]
    [InlineData(MetricsView.Observations, FilterField.Tags, "-=1 a=2 b=5")]
    [InlineData(MetricsView.Observations, FilterField.Model, "-=3 claude-sonnet-4-5=1 gpt-4o=1 text-embedding-3-small=1")]
    [InlineData(MetricsView.Observations, FilterField.Provider, "-=3 openai=2 anthropic=1")]
    [InlineData(MetricsView.Observations, FilterField.PromptName, "-=5 greeting=1")]
    [InlineData(MetricsView.Observations, FilterField.PromptVersion, "-=5 2=1")]
    [InlineData(MetricsView.Traces, FilterField.Name, "Search ALPHA=1 batch=1 chat=1")]
    [InlineData(MetricsView.Traces, FilterField.Tags, "b=2 -=1 a=1")]
    [InlineData(MetricsView.Traces, FilterField.Kind, "Generation=2 Span=2 Embedding=1 Tool=1")]
    [InlineData(MetricsView.Traces, FilterField.Model, "claude-sonnet-4-5=1 gpt-4o=1 text-embedding-3-small=1")]
    [InlineData(MetricsView.Traces, FilterField.SessionId, "s1=2 -=1")]
    [InlineData(MetricsView.Traces, FilterField.IsBookmarked, "False=2 True=1")]
    [InlineData(MetricsView.NumericScores, FilterField.Name, "quality=2")]
    [InlineData(MetricsView.NumericScores, FilterField.ScoreSource, "Annotation=1 Api=1")]
    [InlineData(MetricsView.CategoricalScores, FilterField.ScoreText, "good=1")]
    public async Task Metrics_Dimension_GroupsByIt(MetricsView view, FilterField dimension, string expected)
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);

        var result = await store.QueryMetricsAsync(AllObservations(Metric.Count) with { View = view, Dimensions = [dimension] });

        var actual = result.Rows.Select(row => FormattableString.Invariant($"{row.Dimensions[0] ?? "-"}={row.Values[0]}"));
        Assert.Equal(Sorted(expected), Sorted(string.Join(' ', actual)));
        Assert.Equal(result.Rows.Select(row => row.Values[0]).OrderDescending(), result.Rows.Select(row => row.Values[0]));
    }

    [Fact]
    public async Task Metrics_CostByDayAndModel_HasTimeThenLargestFirst()
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);

        var result = await store.QueryMetricsAsync(new MetricsQuery
        {
            Metrics = [Sum(Measure.TotalCost), Sum(Measure.TotalTokens)], Dimensions = [FilterField.Model, FilterField.Environment], Granularity = TimeGranularity.Day,
            Filters = [new Filter(FilterField.Model, FilterOperator.IsNotNull, [])], From = ConformanceData.From, To = ConformanceData.To,
        });

        Assert.Equal(
            ["03-04 gpt-4o/production 0.5 150", "03-04 claude-sonnet-4-5/staging  15", "03-05 text-embedding-3-small/default 0.01 7"],
            result.Rows.Select(row => FormattableString.Invariant($"{row.Time:MM-dd} {row.Dimensions[0]}/{row.Dimensions[1]} {row.Values[0]} {row.Values[1]}")));
    }

    [Fact]
    public async Task Metrics_RangeAndFilters_SelectTheRows()
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);

        var range = await store.QueryMetricsAsync(AllObservations(Metric.Count) with { From = Some.Time.AddHours(1), To = Some.Time.AddDays(1) });
        var metadata = await store.QueryMetricsAsync(AllObservations(Metric.Count) with { Filters = [Filter.Compare(FilterField.Metadata, FilterOperator.Equal, "first", "step")] });
        var scored = await store.QueryMetricsAsync(AllObservations(Metric.Count) with { View = MetricsView.Traces, Filters = [Filter.Compare(FilterField.ScoreNumber, FilterOperator.LessThan, 0.5, "quality")] });
        var nothing = await store.QueryMetricsAsync(AllObservations(Metric.Count) with { Filters = [Filter.Equal(FilterField.UserId, "nobody")] });

        Assert.Equal([3, 1, 1], [range.Rows[0].Values[0], metadata.Rows[0].Values[0], scored.Rows[0].Values[0]]);
        Assert.Empty(nothing.Rows);
    }

    [Fact]
    public async Task Metrics_MoreGroupsThanTheLimit_KeepsTheLargestAndSaysSo()
    {
        await using var store = await CreateStoreAsync(new TelemetryBatch { Observations = [.. Enumerable.Range(0, 20).Select(i => Some.Generation("t", $"o{i}") with { Model = $"m{i:D2}", Usage = new Usage { Input = i } })] });

        var result = await store.QueryMetricsAsync(AllObservations(Sum(Measure.InputTokens)) with { Dimensions = [FilterField.Model], Limit = 3 });

        Assert.Equal(["m19", "m18", "m17"], result.Rows.Select(row => row.Dimensions[0]));
        Assert.True(result.IsTruncated);
    }

    [Fact]
    public async Task Metrics_ThousandsOfUsers_AreCountedOnce()
    {
        await using var store = await CreateStoreAsync(new TelemetryBatch { Observations = [.. Enumerable.Range(0, 3000).Select(i => Some.Span("t", $"o{i}") with { UserId = new UserId($"u{i % 1500}") })] });

        var result = await store.QueryMetricsAsync(AllObservations(Sum(Measure.UserCount)));

        Assert.Equal(1500, result.Rows[0].Values[0]);
    }

    public static TheoryData<string> InvalidMetricNames => [.. InvalidMetrics.Keys];

    private static readonly Dictionary<string, MetricsQuery> InvalidMetrics = new()
    {
        ["no metric"] = AllObservations(),
        ["measure of another view"] = AllObservations(Sum(Measure.ScoreValue)),
        ["first token of traces"] = AllObservations(Sum(Measure.TimeToFirstToken)) with { View = MetricsView.Traces },
        ["average of a distinct count"] = AllObservations(new Metric(Measure.UserCount, Aggregation.Average)),
        ["dimension of another view"] = AllObservations(Metric.Count) with { Dimensions = [FilterField.ObservationCount] },
        ["dimension that is a measure"] = AllObservations(Metric.Count) with { Dimensions = [FilterField.Latency] },
        ["five dimensions"] = AllObservations(Metric.Count) with { Dimensions = [FilterField.Name, FilterField.Model, FilterField.Kind, FilterField.UserId, FilterField.Level] },
        ["the same dimension twice"] = AllObservations(Metric.Count) with { Dimensions = [FilterField.Name, FilterField.Name] },
        ["limit"] = AllObservations(Metric.Count) with { Limit = MetricsQuery.MaxRows + 1 },
        ["field of another view"] = AllObservations(Metric.Count) with { View = MetricsView.NumericScores, Filters = [Filter.Equal(FilterField.Model, "x")] },
    };

    [Theory]
    [MemberData(nameof(InvalidMetricNames))]
    public async Task Metrics_QueryThatItsViewCannotAnswer_Throws(string name)
    {
        await using var store = await CreateStoreAsync();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => store.QueryMetricsAsync(InvalidMetrics[name]));
    }

    private static IEnumerable<string> Sorted(string rows) => rows.Split(' ').Order(StringComparer.Ordinal);
}
