using System.Net;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Traces;

public sealed class TraceListTests
{
    [Theory]
    [InlineData("", "t5 t4 t3 t2 t1")]
    [InlineData("orderBy=timestamp.asc", "t1 t2 t3 t4 t5")]
    [InlineData("orderBy=totalTokens.desc&limit=1", "t4")]
    [InlineData("userId=u1", "t3 t1")]
    [InlineData("name=t2", "t2")]
    [InlineData("sessionId=s2", "t2")]
    [InlineData("tags=x", "t5 t3")]
    [InlineData("tags=x&tags=y", "t5")]
    [InlineData("environment=prod&environment=test", "t3 t2")]
    [InlineData("version=v2", "t2")]
    [InlineData("release=r2", "t2")]
    [InlineData("fromTimestamp=2026-11-23T17:35:39.955Z&toTimestamp=2026-11-23T17:35:40.955Z", "t3")]
    [InlineData("fromTimestamp=2026-11-23T18:35:41.955%2B01:00", "t5")]
    [InlineData("search=needle", "t4")]
    [InlineData("""filter=[{"type":"string","column":"userId","operator":"=","value":"u1"},{"type":"arrayOptions","column":"tags","operator":"any of","value":["x"]}]""", "t3")]
    [InlineData("""filter=[{"type":"number","column":"totalTokens","operator":">","value":0}]""", "t4")]
    [InlineData("""filter=[{"type":"stringOptions","column":"level","operator":"any of","value":["ERROR"]}]""", "t1")]
    [InlineData("""filter=[{"type":"number","column":"errorCount","operator":">=","value":1}]""", "t1")]
    [InlineData("""filter=[{"type":"datetime","column":"timestamp","operator":">=","value":"2026-11-23T17:35:41.955Z"}]""", "t5")]
    [InlineData("""filter=[{"type":"stringObject","column":"metadata","key":"tier","operator":"=","value":"gold"}]""", "t2")]
    [InlineData("""filter=[{"type":"numberObject","column":"scores_avg","key":"quality","operator":">","value":0.8}]""", "t5")]
    [InlineData("""filter=[{"type":"null","column":"userId","operator":"is not null","value":""}]""", "t3 t1")]
    [InlineData("""filter=[{"type":"stringOptions","column":"model","operator":"any of","value":["gpt-4o-2024-08-06"]}]""", "t4")]
    public async Task List_WithCondition_HoldsWhatMatches(string query, string expected)
    {
        await using var host = await ApiHost.StartAsync(await FiveTracesAsync());

        var answer = await host.GetAsync("traces?" + query.Replace("\"", "%22", StringComparison.Ordinal));

        Assert.Equal(expected, answer.GetProperty("data").Column("id"));
    }

    [Fact]
    public async Task List_ByPage_CountsAndSkips()
    {
        await using var host = await ApiHost.StartAsync(await FiveTracesAsync());

        var answer = await host.GetAsync("traces?limit=2&page=3");

        Assert.Equal("t1", answer.GetProperty("data").Column("id"));
        var meta = answer.GetProperty("meta");
        Assert.Equal("3 2 5 3", $"{meta.GetProperty("page")} {meta.GetProperty("limit")} {meta.GetProperty("totalItems")} {meta.GetProperty("totalPages")}");
    }

    [Fact]
    public async Task List_ByCursor_GoesThroughAllWithoutCounting()
    {
        await using var host = await ApiHost.StartAsync(await FiveTracesAsync());
        var seen = new List<string>();
        var cursor = "";

        do
        {
            var answer = await host.GetAsync($"traces?limit=2&fields=core&cursor={Uri.EscapeDataString(cursor)}");
            seen.Add(answer.GetProperty("data").Column("id"));
            Assert.False(answer.GetProperty("meta").TryGetProperty("totalItems", out _));
            cursor = answer.GetProperty("meta").TryGetProperty("cursor", out var next) ? next.GetString()! : "";
        }
        while (cursor.Length > 0);

        Assert.Equal(["t5 t4", "t3 t2", "t1"], seen);
    }

    [Theory]
    [InlineData("page=0", """[{"origin":"number","code":"too_small","minimum":0,"inclusive":false,"path":["page"],"message":"Too small: expected number to be \u003E0"}]""")]
    [InlineData("page=-1", """[{"origin":"number","code":"too_small","minimum":0,"inclusive":false,"path":["page"],"message":"Too small: expected number to be \u003E0"}]""")]
    [InlineData("limit=1000", """[{"origin":"number","code":"too_big","maximum":100,"inclusive":true,"path":["limit"],"message":"Too big: expected number to be \u003C=100"}]""")]
    [InlineData("fromTimestamp=notadate", """[{"origin":"string","code":"invalid_format","format":"datetime","path":["fromTimestamp"],"message":"Invalid ISO datetime"}]""")]
    [InlineData("page=x", """[{"expected":"number","code":"invalid_type","path":["page"],"message":"Invalid input: expected number, received NaN"}]""")]
    public async Task List_InvalidParameter_IsTheWires400(string query, string issues)
    {
        await using var host = await ApiHost.StartAsync(await FiveTracesAsync());

        var body = await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "traces?" + query);

        Assert.Equal("Invalid request data", body.GetProperty("message").GetString());
        Assert.Equal(issues, System.Text.Json.JsonSerializer.Serialize(body.GetProperty("error")));
    }

    [Theory]
    [InlineData("filter=notjson", "Invalid JSON in filter parameter")]
    [InlineData("orderBy=nope.asc", "The order 'nope.asc' does not exist.")]
    [InlineData("cursor=nonsense", "ursor")]
    [InlineData("""filter=[{"type":"string","column":"nope","operator":"=","value":"x"}]""", "The filter column 'nope' does not exist. Use one of bookmarked, ")]
    [InlineData("""filter=[{"type":"string","column":"latency","operator":"contains","value":"x"}]""", "The field Latency does not take the operator Contains.")]
    public async Task List_QueryThatMakesNoSense_SaysWhy(string query, string message)
    {
        await using var host = await ApiHost.StartAsync(await FiveTracesAsync());

        var body = await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "traces?" + query.Replace("\"", "%22", StringComparison.Ordinal));

        Assert.Contains(message, body.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter '", body.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("InvalidRequestError", body.GetProperty("error").GetString());
    }

    [Fact]
    public async Task List_UnknownFieldGroup_IsIgnored()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());

        var trace = (await host.GetAsync("traces?fields=nope")).GetProperty("data")[0];

        Assert.Equal("world", trace.GetProperty("output").GetString());
    }

    [Fact]
    public async Task Delete_OneTrace_ErasesIt()
    {
        var store = await FiveTracesAsync();
        await using var host = await ApiHost.StartAsync(store);

        var response = await host.Client.DeleteAsync(new Uri("traces/t2", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("""{"message":"Trace deleted successfully"}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("t5 t4 t3 t1", (await host.GetAsync("traces")).GetProperty("data").Column("id"));
    }

    [Fact]
    public async Task Delete_SeveralTraces_ErasesThem()
    {
        var store = await FiveTracesAsync();
        await using var host = await ApiHost.StartAsync(store);

        var body = await host.RefusedAsync(HttpStatusCode.OK, HttpMethod.Delete, "traces", new { traceIds = new[] { "t2", "t3", "absent" } });

        Assert.Equal("""{"message":"Traces deleted successfully"}""", body.GetRawText());
        Assert.Equal("t5 t4 t1", (await host.GetAsync("traces")).GetProperty("data").Column("id"));
    }

    [Fact]
    public async Task Delete_NoIds_Is400()
    {
        await using var host = await ApiHost.StartAsync(await FiveTracesAsync());

        var body = await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Delete, "traces", new { traceIds = Array.Empty<string>() });

        Assert.Equal("too_small", body.GetProperty("error")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Put_OnTraces_IsTheWires405()
    {
        await using var host = await ApiHost.StartAsync(await FiveTracesAsync());

        var body = await host.RefusedAsync(HttpStatusCode.MethodNotAllowed, HttpMethod.Put, "traces", new { });

        Assert.Equal("""{"message":"Method not allowed","error":"MethodNotAllowedError"}""", body.GetRawText());
    }

    private static async Task<InMemoryTraceStore> FiveTracesAsync()
    {
        var store = new InMemoryTraceStore();
        await store.AddAsync(
            Telemetry.Trace("t1", 0) with { UserId = new UserId("u1") },
            Telemetry.Trace("t2", 1) with { SessionId = new SessionId("s2"), Environment = "test", Version = "v2", Release = "r2", Metadata = Payload.Parse("""{"tier":"gold"}""") },
            Telemetry.Trace("t3", 2) with { UserId = new UserId("u1"), Environment = "prod", Tags = ["x"] },
            Telemetry.Trace("t4", 3),
            Telemetry.Trace("t5", 4) with { Tags = ["x", "y"] });
        await store.AddAsync(
            Telemetry.Observation("t1", "o1", 0) with { Status = ObservationStatus.Failed, Level = ObservationLevel.Error },
            Telemetry.Observation("t2", "o2", 1),
            Telemetry.Observation("t3", "o3", 2),
            Telemetry.Generation("t4", "o4", 3) with { Input = Payload.FromText("a needle in a haystack") },
            Telemetry.Observation("t5", "o5", 4));
        await store.AddAsync(Telemetry.Score("s1", "t4", 0.4), Telemetry.Score("s2", "t5", 0.9));
        return store;
    }
}
