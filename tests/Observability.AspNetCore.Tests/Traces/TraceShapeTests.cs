using System.Net;
using System.Text.Json;
using Observability.Model;

namespace Observability.AspNetCore.Tests.Traces;

/// <summary>The fields, nulls and figures of traces, as recorded from a server of the wire.</summary>
public sealed class TraceShapeTests
{
    private const string WireFields =
        "bookmarked createdAt environment externalId htmlPath id input latency metadata name observations output projectId public release scores sessionId tags timestamp totalCost updatedAt userId version";

    private const string OurFields = "endTime errorCount inputTokens level models observationCount outputTokens startTime totalTokens usageEstimated";

    private const string ObservationFields =
        "calculatedInputCost calculatedOutputCost calculatedTotalCost completionStartTime completionTokens costDetails createdAt endTime environment id input inputPrice latency level metadata model modelId " +
        "modelParameters name output outputPrice parentObservationId projectId promptId promptName promptTokens promptVersion startTime statusMessage timeToFirstToken totalPrice totalTokens traceId type unit " +
        "updatedAt usage usageDetails usagePricingTierId usagePricingTierName version";

    [Fact]
    public async Task List_Always_HasTheWiresFieldsAndOurs()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());

        var trace = (await host.GetAsync("traces")).GetProperty("data")[0];

        Assert.Equal(Sorted($"{WireFields} {OurFields}"), trace.Names());
    }

    [Fact]
    public async Task List_WithoutFields_HasEverything()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());

        var answer = await host.GetAsync("traces");

        var trace = answer.GetProperty("data")[0];
        Assert.Equal("""{"page":1,"limit":50,"totalItems":1,"totalPages":1}""", answer.GetProperty("meta").GetRawText());
        Assert.Equal("golden trace", trace.GetProperty("name").GetString());
        Assert.Equal("2026-11-23T17:35:37.955Z", trace.GetProperty("timestamp").GetString());
        Assert.Equal("prod", trace.GetProperty("environment").GetString());
        Assert.Equal("""["a","b"]""", trace.GetProperty("tags").GetRawText());
        Assert.Equal("""{"q":"hello"}""", trace.GetProperty("input").GetRawText());
        Assert.Equal("world", trace.GetProperty("output").GetString());
        Assert.Equal("""{"k":"v","n":1,"o":{"x":[1,2]}}""", trace.GetProperty("metadata").GetRawText());
        Assert.Equal(6, trace.GetProperty("latency").GetDouble());
        Assert.Equal(0.00075m, trace.GetProperty("totalCost").GetDecimal());
        Assert.Equal("/project/default/traces/golden", trace.GetProperty("htmlPath").GetString());
        Assert.Equal(["agent", "gen"], trace.GetProperty("observations").EnumerateArray().Select(id => id.GetString()).Order());
        Assert.Equal(["score1", "score2"], trace.GetProperty("scores").EnumerateArray().Select(id => id.GetString()).Order());
        Assert.Equal(170, trace.GetProperty("totalTokens").GetInt64());
        Assert.Equal("""["gpt-4o-2024-08-06"]""", trace.GetProperty("models").GetRawText());
    }

    [Fact]
    public async Task List_CoreOnly_StandsInForTheRestAsTheWireDoes()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());

        var trace = (await host.GetAsync("traces?fields=core")).GetProperty("data")[0];

        Assert.Equal(JsonValueKind.Null, trace.GetProperty("input").ValueKind);
        Assert.Equal("{}", trace.GetProperty("metadata").GetRawText());
        Assert.Equal(-1, trace.GetProperty("totalCost").GetInt32());
        Assert.Equal(-1, trace.GetProperty("latency").GetInt32());
        Assert.Equal("[]", trace.GetProperty("observations").GetRawText());
        Assert.Equal("[]", trace.GetProperty("scores").GetRawText());
    }

    [Fact]
    public async Task Get_Always_HasObservationsInOrderOfStartWithTheWiresFields()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());

        var trace = await host.GetAsync("traces/golden");

        Assert.Equal(Sorted($"{WireFields} {OurFields}"), trace.Names());
        Assert.Equal("agent gen", trace.GetProperty("observations").Column("id"));
        Assert.Equal(
            Sorted($"{ObservationFields} costSource errorType finishReason isCacheHit promptLabel provider release sessionId source status tags traceName usageEstimated userId"),
            trace.GetProperty("observations")[1].Names());
        Assert.Equal("0.5 1", string.Join(' ', trace.GetProperty("scores").EnumerateArray().Select(score => score.GetProperty("value").GetDouble()).Order()));
    }

    [Fact]
    public async Task Get_Generation_CountsTokensAndCostAsTheWireDoes()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());

        var generation = (await host.GetAsync("traces/golden")).GetProperty("observations")[1];

        Assert.Equal("GENERATION", generation.GetProperty("type").GetString());
        Assert.Equal(
            """{"input":100,"input_cached_tokens":20,"output":40,"output_reasoning_tokens":10,"total":170}""",
            generation.GetProperty("usageDetails").GetRawText());
        Assert.Equal("""{"unit":"TOKENS","input":120,"output":50,"total":170}""", generation.GetProperty("usage").GetRawText());
        Assert.Equal(120, generation.GetProperty("promptTokens").GetInt64());
        Assert.Equal(0.000275m, generation.GetProperty("calculatedInputCost").GetDecimal());
        Assert.Equal(0.0000025m, generation.GetProperty("inputPrice").GetDecimal());
        Assert.Equal(0.00075m, generation.GetProperty("costDetails").GetProperty("total").GetDecimal());
        Assert.Equal(2, generation.GetProperty("latency").GetDouble());
        Assert.Equal(0.5, generation.GetProperty("timeToFirstToken").GetDouble());
        Assert.Equal("COMPUTED", generation.GetProperty("costSource").GetString());
        Assert.Equal("openai", generation.GetProperty("provider").GetString());
    }

    [Fact]
    public async Task Get_NoModelCall_CostsNothing()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());

        var agent = (await host.GetAsync("traces/golden")).GetProperty("observations")[0];

        Assert.Equal(0, agent.GetProperty("calculatedTotalCost").GetDecimal());
        Assert.Equal("{}", agent.GetProperty("usageDetails").GetRawText());
        Assert.Equal(JsonValueKind.Null, agent.GetProperty("modelParameters").ValueKind);
        Assert.Equal("{}", agent.GetProperty("metadata").GetRawText());
    }

    [Fact]
    public async Task Get_UnknownPrice_HasNoCost()
    {
        var store = await Telemetry.OneTraceAsync();
        await store.AddAsync(Telemetry.Generation("unpriced", "g") with { Cost = null });
        await using var host = await ApiHost.StartAsync(store);

        var trace = await host.GetAsync("traces/unpriced");

        Assert.Equal(JsonValueKind.Null, trace.GetProperty("totalCost").ValueKind);
        Assert.Equal(JsonValueKind.Null, trace.GetProperty("observations")[0].GetProperty("calculatedTotalCost").ValueKind);
    }

    [Fact]
    public async Task Get_UnknownTrace_IsTheWires404()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());

        var body = await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "traces/nope");

        Assert.Equal("""{"message":"Trace nope not found within authorized project","error":"LangfuseNotFoundError"}""", body.GetRawText());
    }

    [Fact]
    public async Task Get_IdWithASlash_IsFound()
    {
        var store = await Telemetry.OneTraceAsync();
        await store.AddAsync(Telemetry.Observation("a/b c", "o"));
        await using var host = await ApiHost.StartAsync(store);

        var trace = await host.GetAsync("traces/" + Uri.EscapeDataString("a/b c"));

        Assert.Equal("a/b c", trace.GetProperty("id").GetString());
        Assert.Equal("/project/default/traces/a%2Fb%20c", trace.GetProperty("htmlPath").GetString());
    }

    [Fact]
    public async Task Get_TenThousandObservations_AnswersThemAll()
    {
        var store = await Telemetry.OneTraceAsync();
        await store.AddAsync([.. Enumerable.Range(0, 10_000).Select(i => Telemetry.Generation("large", $"o{i:00000}", startSeconds: i / 1000.0))]);
        await using var host = await ApiHost.StartAsync(store);

        var observations = (await host.GetAsync("traces/large?fields=core,observations,metrics")).GetProperty("observations");

        Assert.Equal(10_000, observations.GetArrayLength());
        Assert.Equal("o00000", observations[0].GetProperty("id").GetString());
        Assert.Equal("o09999", observations[9_999].GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Null, observations[0].GetProperty("input").ValueKind);
    }

    [Fact]
    public async Task Instants_WithMicroseconds_KeepThem()
    {
        var store = await Telemetry.OneTraceAsync();
        await store.AddAsync(Telemetry.Observation("micro", "o") with { StartTime = Telemetry.Start.AddMicroseconds(123) });
        await using var host = await ApiHost.StartAsync(store);

        var observation = await host.GetAsync("observations/o?traceId=micro");

        Assert.Equal("2026-11-23T17:35:37.955123Z", observation.GetProperty("startTime").GetString());
    }

    private static string Sorted(string names) => string.Join(' ', names.Split(' ').Order(StringComparer.Ordinal));
}
