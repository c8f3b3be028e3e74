using System.Net;
using System.Text.Json;
using Observability.Model;

namespace Observability.AspNetCore.Tests;

public sealed class ObservationTests
{
    [Fact]
    public async Task ListV2_WithoutFields_HasCoreAndBasic()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());

        var observation = (await host.GetAsync("v2/observations")).GetProperty("data")[0];

        Assert.Equal(
            "bookmarked endTime environment errorType id inputPrice isRootObservation level modelId name outputPrice parentObservationId projectId public sessionId startTime status statusMessage totalPrice traceId type userId version",
            observation.Names());
        Assert.Equal("", observation.GetProperty("statusMessage").GetString());
        Assert.False(observation.GetProperty("isRootObservation").GetBoolean());
    }

    [Fact]
    public async Task ListV2_AllFields_HasWhatWasRecorded()
    {
        var store = await Telemetry.OneTraceAsync();
        await store.AddAsync(Telemetry.Generation("golden", "gen2", startSeconds: 4) with { Metadata = Payload.Parse($$"""{"k":"v","scope":{"name":"sdk","n":[1]},"long":"{{new string('x', 300)}}"}""") });
        await using var host = await ApiHost.StartAsync(store);

        var observation = (await host.GetAsync("v2/observations?limit=1&fields=core,basic,io,usage,model,metadata,metrics,time,prompt,trace_context")).GetProperty("data")[0];

        Assert.Equal("""[{"role":"user","content":"hello"}]""", observation.GetProperty("input").GetString());
        Assert.Equal("hi <b>there</b>", observation.GetProperty("output").GetString());
        Assert.Equal("gpt-4o-2024-08-06", observation.GetProperty("model").GetString());
        Assert.Equal("gpt-4o-2024-08-06", observation.GetProperty("providedModelName").GetString());
        Assert.Equal("""{"temperature":0.3}""", observation.GetProperty("modelParameters").GetRawText());
        Assert.Equal(120, observation.GetProperty("inputUsage").GetInt64());
        Assert.Equal(170, observation.GetProperty("totalUsage").GetInt64());
        Assert.Equal("0.0000025", observation.GetProperty("inputPrice").GetString());
        Assert.Equal("v", observation.GetProperty("metadata").GetProperty("k").GetString());
        Assert.Equal("sdk", observation.GetProperty("metadata").GetProperty("scope.name").GetString());
        Assert.Equal("[1]", observation.GetProperty("metadata").GetProperty("scope.n").GetRawText());
        Assert.Equal(200, observation.GetProperty("metadata").GetProperty("long").GetString()!.Length);
        Assert.Equal(JsonValueKind.Null, observation.GetProperty("promptName").ValueKind);
        Assert.Equal(1, observation.GetProperty("latency").GetDouble());
    }

    [Fact]
    public async Task ListV2_ExpandedMetadata_IsWhole()
    {
        var store = await Telemetry.OneTraceAsync();
        await store.AddAsync(Telemetry.Observation("golden", "o", startSeconds: 4) with { Metadata = Payload.Parse($$"""{"long":"{{new string('x', 300)}}"}""") });
        await using var host = await ApiHost.StartAsync(store);

        var observation = (await host.GetAsync("v2/observations?limit=1&fields=metadata&expandMetadata=long")).GetProperty("data")[0];

        Assert.Equal(300, observation.GetProperty("metadata").GetProperty("long").GetString()!.Length);
    }

    [Fact]
    public async Task ListV2_ParseIoAsJson_HasJson()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());

        var observation = (await host.GetAsync("v2/observations?fields=io&parseIoAsJson=true&type=GENERATION")).GetProperty("data")[0];

        Assert.Equal("hello", observation.GetProperty("input")[0].GetProperty("content").GetString());
    }

    [Fact]
    public async Task ListV2_Cursor_GoesOn()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());

        var first = await host.GetAsync("v2/observations?limit=1");
        var second = await host.GetAsync("v2/observations?limit=1&cursor=" + Uri.EscapeDataString(first.GetProperty("meta").GetProperty("cursor").GetString()!));

        Assert.Equal("gen", first.GetProperty("data").Column("id"));
        Assert.Equal("agent", second.GetProperty("data").Column("id"));
        Assert.Equal("{}", second.GetProperty("meta").GetRawText());
    }

    [Theory]
    [InlineData("type=AGENT", "agent")]
    [InlineData("isRootObservation=true", "agent")]
    [InlineData("isRootObservation=false", "gen")]
    [InlineData("parentObservationId=agent", "gen")]
    [InlineData("traceId=golden&name=agent", "agent")]
    [InlineData("traceId=other", "")]
    [InlineData("search=hello", "gen")]
    [InlineData("fromStartTime=2026-11-23T17:35:38.955Z", "gen")]
    public async Task List_WithCondition_HoldsWhatMatchesInBothForms(string query, string expected)
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());

        var first = await host.GetAsync("observations?" + query);
        var second = await host.GetAsync("v2/observations?" + query);

        Assert.Equal(expected, first.GetProperty("data").Column("id"));
        Assert.Equal(expected, second.GetProperty("data").Column("id"));
    }

    [Fact]
    public async Task List_UnknownType_NamesTheTypes()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());

        var issue = (await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "observations?type=FOO")).GetProperty("error")[0];

        Assert.Equal(
            "Invalid option: expected one of \"GENERATION\"|\"SPAN\"|\"EVENT\"|\"AGENT\"|\"TOOL\"|\"CHAIN\"|\"RETRIEVER\"|\"EVALUATOR\"|\"EMBEDDING\"|\"GUARDRAIL\"",
            issue.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Get_Unknown_IsTheWires404()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());

        var body = await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "observations/nope");

        Assert.Equal("""{"message":"Observation with id nope not found","error":"LangfuseNotFoundError"}""", body.GetRawText());
    }

    [Theory]
    [InlineData("generations", "gen")]
    [InlineData("spans", "span")]
    [InlineData("events", "event")]
    public async Task List_OfAnOldPath_HoldsItsTypeOnly(string path, string expected)
    {
        var store = await Telemetry.OneTraceAsync();
        await store.AddAsync(Telemetry.Observation("golden", "span"), Telemetry.Observation("golden", "event") with { Kind = ObservationKind.Event });
        await using var host = await ApiHost.StartAsync(store);

        Assert.Equal(expected, (await host.GetAsync(path + "?traceId=golden")).GetProperty("data").Column("id"));
    }
}
