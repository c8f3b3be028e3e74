using System.Text.Json;
using Observability.AspNetCore.Ingestion;
using Observability.Model;
using Observability.Storage.InMemory;
using static Observability.AspNetCore.Tests.Ingestion.Events;

namespace Observability.AspNetCore.Tests.Ingestion;

/// <summary>Every rule holds whether the first event is remembered, forgotten (read from the store) or in the same batch.</summary>
public sealed class MergeRuleTests
{
    public static readonly TheoryData<string, string, string, string> Observations = new()
    {
        { """{"id":"o","traceId":"t","name":"a","output":"x"}""", """{"id":"o","traceId":"t","name":"b"}""", "name", "\"b\"" },
        { """{"id":"o","traceId":"t","output":"x"}""", """{"id":"o","traceId":"t","name":"b"}""", "output", "\"x\"" },
        { """{"id":"o","traceId":"t","output":"x"}""", """{"id":"o","traceId":"t","output":null}""", "output", "null" },
        { """{"id":"o","traceId":"t","statusMessage":"x"}""", """{"id":"o","traceId":"t","statusMessage":null}""", "statusMessage", "null" },
        { """{"id":"o","traceId":"t","level":"ERROR"}""", """{"id":"o","traceId":"t","level":null}""", "level", "\"DEFAULT\"" },
        { """{"id":"o","traceId":"t","metadata":{"a":{"b":1,"c":[1]}}}""", """{"id":"o","traceId":"t","metadata":{"a":{"c":[2],"d":null},"e":1}}""", "metadata", """{"a":{"b":1,"c":[2],"d":null},"e":1}""" },
        { """{"id":"o","traceId":"t","metadata":{"a":1}}""", """{"id":"o","traceId":"t","metadata":null}""", "metadata", "{}" },
        { """{"id":"o","traceId":"t"}""", """{"id":"o","traceId":"t","metadata":"text"}""", "metadata", """{"metadata":"text"}""" },
        { """{"id":"o","traceId":"t","startTime":"2026-01-01T00:00:00Z"}""", """{"id":"o","traceId":"t","startTime":"2026-02-01T00:00:00Z"}""", "startTime", "\"2026-01-01T00:00:00.000Z\"" },
        { """{"id":"o","traceId":"t","startTime":"2026-01-02T00:00:00Z"}""", """{"id":"o","traceId":"t","endTime":"2026-01-01T00:00:00Z"}""", "endTime", "\"2026-01-02T00:00:00.000Z\"" },
        { """{"id":"o","traceId":"t","environment":"Prod"}""", """{"id":"o","traceId":"t","environment":"dev"}""", "environment", "\"prod\"" },
        { """{"id":"o","traceId":"t"}""", """{"id":"o","traceId":"t","environment":"dev"}""", "environment", "\"default\"" },
        { """{"id":"o","traceId":"t","environment":"langfuse-x"}""", """{"id":"o"}""", "environment", "\"default\"" },
        { """{"id":"o","traceId":"t"}""", """{"id":"o","traceId":"other","name":"b"}""", "traceId", "\"t\"" },
        { """{"id":"o","traceId":"t","parentObservationId":"p"}""", """{"id":"o","traceId":"t","parentObservationId":null}""", "parentObservationId", "null" },
        { """{"id":"o","traceId":"t","promptName":"p","promptVersion":3}""", """{"id":"o","traceId":"t","model":"m"}""", "promptVersion", "3" },
        { """{"id":"o","traceId":"t","usage":{"input":10,"output":2}}""", """{"id":"o","traceId":"t","usage":{}}""", "usageDetails", """{"input":10,"output":2,"total":12}""" },
        { """{"id":"o","traceId":"t","usage":{"promptTokens":10,"completionTokens":2}}""", """{"id":"o","traceId":"t","usageDetails":{"prompt_tokens":5,"completion_tokens":7,"total_tokens":12,"prompt_tokens_details":{"cached_tokens":3}}}""", "usageDetails", """{"input":2,"input_cached_tokens":3,"output":7,"total":12}""" },
        { """{"id":"o","traceId":"t","model":"gpt-4o","usage":{"input":1000000},"costDetails":{"input":0.001,"output":0.002}}""", """{"id":"o","traceId":"t","usage":{"input":9}}""", "costDetails", """{"input":0.001,"output":0.002,"total":0.003}""" },
        { """{"id":"o","traceId":"t","model":"gpt-4o","usage":{"input":1000000,"output":0}}""", """{"id":"o","traceId":"t","usage":{"input":2000000,"output":0}}""", "calculatedTotalCost", "5.0" },
    };

    [Theory]
    [MemberData(nameof(Observations))]
    public async Task Observation_SecondEvent_FollowsTheRule(string first, string second, string property, string expected)
    {
        foreach (var how in Enum.GetValues<Between>())
        {
            await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

            await SendAsync(host, how, Event("generation-create", first), Event("generation-update", second, atSeconds: 1));

            Assert.Equal((how, expected), (how, Normalize((await host.GetAsync("observations/o")).GetProperty(property))));
        }
    }

    public static readonly TheoryData<string, string, string, string> Traces = new()
    {
        { """{"id":"t","name":"a","userId":"u"}""", """{"id":"t","name":"b"}""", "name", "\"b\"" },
        { """{"id":"t","name":"a","userId":"u"}""", """{"id":"t","name":"b"}""", "userId", "\"u\"" },
        { """{"id":"t","userId":"u"}""", """{"id":"t","userId":null}""", "userId", "null" },
        { """{"id":"t","input":"i"}""", """{"id":"t","input":null}""", "input", "null" },
        { """{"id":"t","tags":["b"]}""", """{"id":"t","tags":["a","b"]}""", "tags", """["a","b"]""" },
        { """{"id":"t","tags":["b"]}""", """{"id":"t","tags":null}""", "tags", """["b"]""" },
        { """{"id":"t","public":true}""", """{"id":"t","public":null}""", "public", "false" },
        { """{"id":"t","metadata":{"a":{"b":1}}}""", """{"id":"t","metadata":{"a":{"c":2}}}""", "metadata", """{"a":{"b":1,"c":2}}""" },
        { """{"id":"t","metadata":{"a":1}}""", """{"id":"t","metadata":[1]}""", "metadata", """{"a":1,"metadata":[1]}""" },
        { """{"id":"t","timestamp":"2026-01-01T00:00:00Z"}""", """{"id":"t","timestamp":"2025-01-01T00:00:00Z"}""", "timestamp", "\"2026-01-01T00:00:00.000Z\"" },
        { """{"id":"t","environment":"a"}""", """{"id":"t","environment":"b"}""", "environment", "\"a\"" },
    };

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Trace_SecondEvent_FollowsTheRule(string first, string second, string property, string expected)
    {
        foreach (var how in Enum.GetValues<Between>())
        {
            await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

            await SendAsync(host, how, Event("trace-create", first), Event("trace-create", second, atSeconds: 1));

            Assert.Equal((how, expected), (how, Normalize((await host.GetAsync("traces/t")).GetProperty(property))));
        }
    }

    [Fact]
    public async Task Batch_UpdateBeforeItsCreate_IsAppliedAfterIt()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        await host.AcceptedAsync(
            Event("span-update", """{"id":"o","traceId":"t","name":"updated","endTime":"2026-11-23T17:36:00Z"}""", atSeconds: -5),
            Event("span-create", """{"id":"o","traceId":"t","name":"third"}""", atSeconds: 3),
            Event("span-create", """{"id":"o","traceId":"t","name":"second","startTime":"2026-11-23T17:35:00Z"}""", atSeconds: 2));

        var observation = await host.GetAsync("observations/o");
        Assert.Equal("updated", observation.GetProperty("name").GetString());
        Assert.Equal("2026-11-23T17:35:00.000Z", observation.GetProperty("startTime").GetString());
    }

    [Fact]
    public async Task Update_BeforeItsCreate_LeavesTheStartToTheCreate()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        await host.AcceptedAsync(Event("span-update", """{"id":"o","traceId":"t","endTime":"2026-11-23T17:36:00Z"}""", atSeconds: 20));
        await host.AcceptedAsync(Event("span-create", """{"id":"o","traceId":"t","startTime":"2026-11-23T17:35:00Z"}"""));

        var observation = await host.GetAsync("observations/o");
        Assert.Equal("2026-11-23T17:35:00.000Z", observation.GetProperty("startTime").GetString());
        Assert.Equal("2026-11-23T17:36:00.000Z", observation.GetProperty("endTime").GetString());
    }

    [Fact]
    public async Task SpanUpdate_OfAnotherKind_LeavesTheKind()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        await host.AcceptedAsync(Event("agent-create", """{"id":"o","traceId":"t"}"""), Event("span-update", """{"id":"o","traceId":"t","output":1}"""));

        Assert.Equal("AGENT", (await host.GetAsync("observations/o")).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Observation_OfATraceThatWasNeverSent_MakesAStub()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        await host.AcceptedAsync(Event("span-create", """{"id":"o","traceId":"stub","environment":"prod"}"""));

        var trace = await host.GetAsync("traces/stub");
        Assert.Equal(JsonValueKind.Null, trace.GetProperty("name").ValueKind);
        Assert.Equal("prod", trace.GetProperty("environment").GetString());
    }

    [Fact]
    public async Task Update_WithoutATrace_FindsItsObservation()
    {
        foreach (var how in Enum.GetValues<Between>())
        {
            await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

            await SendAsync(host, how, Event("span-create", """{"id":"o","traceId":"t","name":"a"}"""), Event("span-update", """{"id":"o","output":"late"}""", atSeconds: 1));

            var observation = await host.GetAsync("observations/o?traceId=t");
            Assert.Equal(("a", "late"), (observation.GetProperty("name").GetString(), observation.GetProperty("output").GetString()));
        }
    }

    [Fact]
    public async Task Observation_WithoutIdAndTrace_IsTheSameWhenSentAgain()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        var sent = Event("event-create", """{"name":"lonely"}""", id: "e-lonely");

        await host.AcceptedAsync(sent);
        await host.AcceptedAsync(sent);

        var observation = Assert.Single((await host.GetAsync("observations")).GetProperty("data").EnumerateArray());
        Assert.Equal("e-lonely", observation.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Observation_OfAKnownTrace_IsFoundByItsUser()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        await host.AcceptedAsync(Event("trace-create", """{"id":"t","name":"n","userId":"u","sessionId":"s","tags":["x"]}"""));

        await host.AcceptedAsync(Event("span-create", """{"id":"o","traceId":"t"}"""));

        Assert.Equal("o", (await host.GetAsync("v2/observations?userId=u&sessionId=s")).GetProperty("data").Column("id"));
    }

    [Fact]
    public async Task Score_WithTheSameId_IsReplaced()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        await host.AcceptedAsync(Event("score-create", """{"id":"s","traceId":"t","name":"n","value":1}"""));
        await host.AcceptedAsync(Event("score-create", """{"id":"s","traceId":"t","name":"n","value":"what it should be","dataType":"CORRECTION"}"""));

        var score = Assert.Single((await host.GetAsync("v2/scores")).GetProperty("data").EnumerateArray());
        Assert.Equal(("CORRECTION", "what it should be", 0), (score.GetProperty("dataType").GetString(), score.GetProperty("stringValue").GetString(), score.GetProperty("value").GetDouble()));
    }

    private static async Task SendAsync(ApiHost host, Between how, params System.Text.Json.Nodes.JsonObject[] events)
    {
        if (how == Between.OneBatch)
        {
            await host.AcceptedAsync(events);
            return;
        }

        foreach (var item in events)
        {
            await host.AcceptedAsync(item);
            if (how == Between.Forgotten)
            {
                EventMerger.Of(host.Observability).Forget(ProjectId.Default, [new TraceId("t")]);
            }
        }
    }

    private static string Normalize(JsonElement element) => JsonSerializer.Serialize(element);

    private enum Between
    {
        Remembered,
        Forgotten,
        OneBatch,
    }
}
