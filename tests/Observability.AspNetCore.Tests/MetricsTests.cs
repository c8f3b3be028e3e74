using System.Net;
using System.Text.Json;
using Observability.Model;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests;

public sealed class MetricsTests
{
    private const string Range = "\"fromTimestamp\":\"2026-11-22T17:35:37.955Z\",\"toTimestamp\":\"2026-11-24T17:35:37.955Z\"";

    private const string Three = """[{"measure":"count","aggregation":"count"},{"measure":"totalCost","aggregation":"sum"},{"measure":"latency","aggregation":"p95"}]""";

    [Theory]
    [InlineData("metrics")]
    [InlineData("v2/metrics")]
    public async Task Query_ByModel_HasTheWiresNamesAndMilliseconds(string path)
    {
        await using var host = await ApiHost.StartAsync(await StoreAsync());

        var rows = await QueryAsync(host, path, $$"""{"view":"observations","metrics":{{Three}},"dimensions":[{"field":"providedModelName"}],"filters":[],{{Range}} }""");

        Assert.Equal("""{"providedModelName":"gpt-4o-2024-08-06","count_count":2,"sum_totalCost":0.0015,"p95_latency":800}""", rows[0].GetRawText());
        Assert.Equal("""{"providedModelName":null,"count_count":1,"sum_totalCost":null,"p95_latency":3000}""", rows[1].GetRawText());
    }

    [Fact]
    public async Task Query_OverTime_HasEveryBucket()
    {
        await using var host = await ApiHost.StartAsync(await StoreAsync());

        var rows = await QueryAsync(host, "metrics", $$"""{"view":"observations","metrics":{{Three}},"dimensions":[],"filters":[],{{Range}},"timeDimension":{"granularity":"day"} }""");

        Assert.Equal("2026-11-22 2026-11-23 2026-11-24", rows.Column("time_dimension"));
        Assert.Equal("""{"time_dimension":"2026-11-22","count_count":0,"sum_totalCost":null,"p95_latency":null}""", rows[0].GetRawText());
        Assert.Equal(3, rows[1].GetProperty("count_count").GetInt32());
    }

    [Fact]
    public async Task Query_ByType_UsesTheWiresWordsAndOrder()
    {
        await using var host = await ApiHost.StartAsync(await StoreAsync());

        var rows = await QueryAsync(
            host,
            "v2/metrics",
            $$"""{"view":"observations","metrics":[{"measure":"totalTokens","aggregation":"avg"}],"dimensions":[{"field":"type"}],"orderBy":[{"field":"type","direction":"desc"}],{{Range}} }""");

        Assert.Equal("SPAN GENERATION", rows.Column("type"));
        Assert.Equal(170, rows[1].GetProperty("avg_totalTokens").GetDouble());
    }

    [Fact]
    public async Task Query_Filtered_CountsOnlyWhatMatches()
    {
        await using var host = await ApiHost.StartAsync(await StoreAsync());

        var rows = await QueryAsync(
            host,
            "metrics",
            $$"""{"view":"traces","metrics":[{"measure":"uniqueUserIds","aggregation":"count"},{"measure":"count","aggregation":"count"}],"filters":[{"type":"string","column":"userId","operator":"=","value":"u1"}],{{Range}} }""");

        Assert.Equal("""[{"count_uniqueUserIds":1,"count_count":1}]""", rows.GetRawText());
    }

    [Fact]
    public async Task Query_NumericScores_Averages()
    {
        await using var host = await ApiHost.StartAsync(await StoreAsync());

        var rows = await QueryAsync(
            host,
            "metrics",
            $$"""{"view":"scores-numeric","metrics":[{"measure":"value","aggregation":"avg"}],"dimensions":[{"field":"name"},{"field":"source"}],{{Range}} }""");

        Assert.Equal("""[{"name":"quality","source":"API","avg_value":0.5}]""", rows.GetRawText());
    }

    [Fact]
    public async Task Query_Missing_IsTheWires400()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var body = await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "metrics");

        Assert.Equal(
            """{"message":"Invalid request data","error":[{"expected":"string","code":"invalid_type","path":["query"],"message":"Invalid input: expected string, received undefined"}]}""",
            body.GetRawText());
    }

    [Fact]
    public async Task Query_Empty_ListsEverythingThatIsMissing()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var issues = (await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "metrics?query=%7B%7D")).GetProperty("error");

        Assert.Equal(
            ["query.view", "query.metrics", "query.fromTimestamp", "query.toTimestamp"],
            issues.EnumerateArray().Select(issue => string.Join('.', issue.GetProperty("path").EnumerateArray().Select(part => part.GetString()))));
        Assert.Equal("Invalid input: expected array, received undefined", issues[1].GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("nojson", "Invalid JSON in query parameter")]
    [InlineData("""{"view":"observations","metrics":[{"measure":"value","aggregation":"avg"}],RANGE}""", "The view Observations has no measure ScoreValue.")]
    [InlineData("""{"view":"observations","metrics":[{"measure":"count","aggregation":"count"}],"orderBy":[{"field":"nope"}],RANGE}""", "The order 'nope' does not exist.")]
    public async Task Query_ThatMakesNoSense_SaysWhy(string query, string message)
    {
        await using var host = await ApiHost.StartAsync(await StoreAsync());

        var body = await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "metrics?query=" + Uri.EscapeDataString(query.Replace("RANGE", Range, StringComparison.Ordinal)));

        Assert.StartsWith(message, body.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_TooManyBuckets_IsRefused()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        var query = """{"view":"observations","metrics":[{"measure":"count","aggregation":"count"}],"fromTimestamp":"2026-01-01T00:00:00Z","toTimestamp":"2026-12-31T00:00:00Z","timeDimension":{"granularity":"minute"}}""";

        var body = await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "metrics?query=" + Uri.EscapeDataString(query));

        Assert.Equal("The range has more than 10000 buckets of a minute. Ask for a shorter range or wider buckets.", body.GetProperty("error")[0].GetProperty("message").GetString());
    }

    private static async Task<JsonElement> QueryAsync(ApiHost host, string path, string query) =>
        (await host.GetAsync($"{path}?query={Uri.EscapeDataString(query)}")).GetProperty("data");

    private static async Task<InMemoryTraceStore> StoreAsync()
    {
        var store = new InMemoryTraceStore();
        await store.AddAsync(Telemetry.Trace("t1") with { UserId = new UserId("u1") }, Telemetry.Trace("t2", 1));
        await store.AddAsync(
            Telemetry.Generation("t1", "g1", seconds: 0.8),
            Telemetry.Generation("t2", "g2", 1, seconds: 0.8),
            Telemetry.Observation("t2", "o3", 1, seconds: 3));
        await store.AddAsync(Telemetry.Score("s1", "t1", 0.4), Telemetry.Score("s2", "t2", 0.6));
        return store;
    }
}
