using System.Net;
using System.Text.Json;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Experiments;

public sealed class ExperimentTests
{
    private const string Since = "fromStartTime=2026-01-01T00:00:00Z";

    [Fact]
    public async Task List_RunOfADataset_HasTheWiresFields()
    {
        await using var host = await StartAsync();

        var core = (await host.GetAsync("experiments?" + Since)).GetProperty("data")[0];
        var all = (await host.GetAsync("experiments?fields=core,metadata,scores&" + Since)).GetProperty("data")[0];

        Assert.Equal("datasetId description endTime id itemCount name startTime", core.Names());
        Assert.Equal("datasetId description endTime id itemCount metadata name scores startTime", all.Names());
        Assert.Equal("run1", core.GetProperty("name").GetString());
        Assert.Equal(1, core.GetProperty("itemCount").GetInt32());
        Assert.Equal("""{"x":1}""", all.GetProperty("metadata").GetRawText());
        Assert.Equal("accuracy", all.GetProperty("scores").Column("name"));
        Assert.Equal("experiment", all.GetProperty("scores")[0].GetProperty("subject").GetProperty("kind").GetString());
        Assert.Equal(all.GetRawText(), (await host.GetAsync("experiments/" + core.GetProperty("id").GetString())).GetRawText());
    }

    [Fact]
    public async Task ListItems_OfARun_HaveWhatTheTraceAndTheDatasetHold()
    {
        await using var host = await StartAsync();
        var id = (await host.GetAsync("experiments?" + Since)).GetProperty("data")[0].GetProperty("id").GetString();

        var item = (await host.GetAsync($"experiment-items?experimentId={id}&fields=core,dataset,io,metadata,itemMetadata,experimentMetadata,scores")).GetProperty("data")[0];

        Assert.Equal(
            "endTime environment expectedOutput experimentDatasetId experimentDescription experimentId experimentItemId experimentItemMetadata experimentItemVersion experimentMetadata " +
            "experimentName id input level metadata output scores startTime traceId",
            item.Names());
        Assert.Equal("gen", item.GetProperty("id").GetString());
        Assert.Equal("i1", item.GetProperty("experimentItemId").GetString());
        Assert.Equal("""[{"role":"user","content":"hello"}]""", item.GetProperty("input").GetRawText());
        Assert.Equal("""{"a":2}""", item.GetProperty("expectedOutput").GetRawText());
        Assert.Equal("""{"m":1}""", item.GetProperty("experimentItemMetadata").GetRawText());
        Assert.Equal("rd", item.GetProperty("experimentDescription").GetString());
        Assert.Equal(2, item.GetProperty("scores").GetArrayLength());
    }

    [Fact]
    public async Task Spans_OfAnExperimentWithoutDataset_AreListedAsOne()
    {
        await using var host = await StartAsync();

        await host.SendAsync(HttpMethod.Post, "otel/v1/traces", Spans("exp-1", "local run", "2026-11-23T18:00:00Z", ("a1", "11111111111111111111111111111111", "1111111111111111"), ("a2", "22222222222222222222222222222222", "2222222222222222")));
        await host.SendAsync(HttpMethod.Post, "otel/v1/traces", Spans("exp-1", "local run", "2026-11-23T18:00:00Z", ("a1", "11111111111111111111111111111111", "1111111111111111")));

        var experiment = await host.GetAsync("experiments/exp-1");
        Assert.Equal("local run", experiment.GetProperty("name").GetString());
        Assert.Equal(2, experiment.GetProperty("itemCount").GetInt32());
        Assert.Equal(JsonValueKind.Null, experiment.GetProperty("datasetId").ValueKind);
        Assert.Equal("""{"model":"m"}""", experiment.GetProperty("metadata").GetRawText());
        var items = (await host.GetAsync("experiment-items?experimentId=exp-1&fields=core,io,itemMetadata")).GetProperty("data");
        Assert.Equal(["a1", "a2"], items.EnumerateArray().Select(item => item.GetProperty("experimentItemId").GetString()).Order());
        Assert.Equal("\"right\"", items[0].GetProperty("expectedOutput").GetRawText());
        Assert.Equal("""{"k":1}""", items[0].GetProperty("experimentItemMetadata").GetRawText());
        Assert.Equal("local run", (await host.GetAsync("experiments?name=local%20run&" + Since)).GetProperty("data").Column("name"));
    }

    [Fact]
    public async Task Spans_OfARunThatIsThere_AddNothingTwice()
    {
        await using var host = await StartAsync();
        var run = (await host.SendAsync(
            HttpMethod.Post, "dataset-run-items", new { runName = "both", datasetItemId = "i1", traceId = "33333333333333333333333333333333", observationId = "3333333333333333" })).GetProperty("datasetRunId").GetString()!;

        await host.SendAsync(HttpMethod.Post, "otel/v1/traces", Spans(run, "other name", "2026-11-23T18:00:00Z", ("i1", "33333333333333333333333333333333", "3333333333333333")));

        var experiment = await host.GetAsync("experiments/" + run);
        Assert.Equal("both", experiment.GetProperty("name").GetString());
        Assert.Equal(1, experiment.GetProperty("itemCount").GetInt32());
    }

    [Fact]
    public async Task List_ByCursorAndConditions_GoesThroughAll()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        for (var i = 0; i < 7; i++)
        {
            var trace = $"{i}".PadLeft(32, '1');
            await host.SendAsync(HttpMethod.Post, "otel/v1/traces", Spans($"e{i}", i % 2 == 0 ? "even" : "odd", $"2026-11-23T18:00:0{i}Z", ("x", trace, $"{i}".PadLeft(16, '1'))));
        }

        async Task<string> AllAsync(string query)
        {
            var ids = new List<string>();
            var cursor = "";
            do
            {
                var page = await host.GetAsync($"{query}&limit=2{(cursor.Length > 0 ? "&cursor=" + cursor : "")}");
                ids.AddRange(page.GetProperty("data").EnumerateArray().Select(item => (item.TryGetProperty("experimentId", out var id) ? id : item.GetProperty("id")).GetString()!));
                cursor = page.GetProperty("meta").TryGetProperty("cursor", out var next) ? next.GetString()! : "";
            }
            while (cursor.Length > 0);
            return string.Join(' ', ids);
        }

        static string Filter(string json) => "&filter=" + Uri.EscapeDataString(json);

        Assert.Equal("e6 e5 e4 e3 e2 e1 e0", await AllAsync("experiments?" + Since));
        Assert.Equal("e6 e4 e2 e0", await AllAsync("experiments?name=even&" + Since));
        Assert.Equal("e5 e3", await AllAsync("experiments?name=odd&fromStartTime=2026-11-23T18:00:02Z"));
        Assert.Equal("e3 e2", await AllAsync("experiments?fromStartTime=2026-11-23T18:00:02Z&toStartTime=2026-11-23T18:00:04Z"));
        Assert.Equal("e5 e0", await AllAsync($"experiments?id=e0,e5&{Since}"));
        Assert.Equal("e5 e3 e1", await AllAsync($"experiments?{Since}{Filter("""[{"type":"string","column":"name","operator":"starts with","value":"o"}]""")}"));
        Assert.Equal("e4 e2", await AllAsync($"experiments?{Since}{Filter("""[{"type":"stringOptions","column":"id","operator":"any of","value":["e2","e4"]}]""")}"));
        Assert.Equal("", await AllAsync($"experiments?datasetId=ds&{Since}"));
        Assert.Equal("e6 e5 e4 e3 e2 e1 e0", await AllAsync("experiment-items?" + Since));
        Assert.Equal("e3 e1", await AllAsync("experiment-items?experimentId=e1,e3"));
        Assert.Equal("e5 e3 e1", await AllAsync("experiment-items?experimentName=odd&" + Since));
        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, $"experiments?{Since}{Filter("""[{"type":"string","column":"nope","operator":"=","value":"o"}]""")}");
        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, $"experiments?{Since}&cursor=nope");
    }

    [Fact]
    public async Task List_WithoutRange_SaysWhatIsMissing()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var answer = await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "experiments");

        Assert.Equal(
            """{"message":"Invalid request data","error":[{"expected":"string","code":"invalid_type","path":["fromStartTime"],"message":"Invalid input: expected string, received undefined"}]}""",
            answer.GetRawText());
        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "experiment-items");
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "experiments/nope");
    }

    private static async Task<ApiHost> StartAsync()
    {
        var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());
        await host.SendAsync(HttpMethod.Post, "v2/datasets", new { name = "ds" });
        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "i1", input = new { q = 1 }, expectedOutput = new { a = 2 }, metadata = new { m = 1 } });
        var item = await host.SendAsync(
            HttpMethod.Post, "dataset-run-items", new { runName = "run1", datasetItemId = "i1", traceId = "golden", observationId = "gen", runDescription = "rd", metadata = new { x = 1 } });
        await host.SendAsync(HttpMethod.Post, "scores", new { datasetRunId = item.GetProperty("datasetRunId").GetString(), name = "accuracy", value = 0.75 });
        return host;
    }

    /// <summary>Spans as the SDK's experiment runner sends them: a root for each item and a child that says the same.</summary>
    private static object Spans(string experiment, string name, string start, params (string Item, string Trace, string Span)[] items)
    {
        var nanos = (DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture) - DateTimeOffset.UnixEpoch).Ticks * 100;
        object Attribute(string key, string value) => new { key, value = new { stringValue = value } };
        object Span(string item, string trace, string span, string root, string? parent) => new
        {
            traceId = trace, spanId = span, parentSpanId = parent, name = parent is null ? "experiment-item-run" : "child", kind = 1,
            startTimeUnixNano = $"{nanos}", endTimeUnixNano = $"{nanos + 1_000_000}",
            attributes = new[]
            {
                Attribute("langfuse.environment", "sdk-experiment"), Attribute("langfuse.experiment.id", experiment), Attribute("langfuse.experiment.name", name),
                Attribute("langfuse.experiment.metadata", """{"model":"m"}"""), Attribute("langfuse.experiment.item.id", item), Attribute("langfuse.experiment.item.root_observation_id", root),
                Attribute("langfuse.experiment.item.expected_output", "\"right\""), Attribute("langfuse.experiment.item.metadata", """{"k":1}"""),
            },
        };
        return new
        {
            resourceSpans = new[]
            {
                new
                {
                    scopeSpans = new[]
                    {
                        new
                        {
                            scope = new { name = "langfuse-sdk" },
                            spans = items.SelectMany(item => new[] { Span(item.Item, item.Trace, item.Span, item.Span, null), Span(item.Item, item.Trace, "f" + item.Span[1..], item.Span, item.Span) }),
                        },
                    },
                },
            },
        };
    }
}
