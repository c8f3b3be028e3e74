using System.Text.Json;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Otlp;

/// <summary>What was sent over OTLP, read back through the API: the facts of recordings of a Langfuse server.</summary>
public sealed class OtlpRoundTripTests : IAsyncLifetime
{
    private ApiHost _api = null!;

    public async ValueTask InitializeAsync() => _api = await ApiHost.StartAsync(new InMemoryTraceStore());

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task SpansOfTheLangfuseSdk_ReadBack_AreATrace()
    {
        var root = new SpanSketch
        {
            SpanId = "838948d944cdf025",
            Name = "root",
            Attributes = new()
            {
                ["langfuse.trace.name"] = "otel golden",
                ["user.id"] = "u2",
                ["session.id"] = "golden-sess",
                ["langfuse.trace.tags"] = """["x","y"]""",
                ["langfuse.environment"] = "prod",
                ["langfuse.observation.input"] = """{"q":1}""",
            },
        };
        var generation = new SpanSketch
        {
            SpanId = "9000da54219a8379",
            ParentId = "838948d944cdf025",
            Name = "gen",
            Attributes = new()
            {
                ["langfuse.observation.type"] = "generation",
                ["langfuse.observation.model.name"] = "gpt-4o",
                ["langfuse.observation.usage_details"] = """{"input":10,"output":5}""",
                ["langfuse.observation.input"] = """[{"role":"user","content":"hi"}]""",
            },
        };

        var trace = await SendAsync(new RequestSketch(root, generation)
        {
            Scope = "langfuse-sdk",
            Resource = new() { ["service.name"] = "golden", ["telemetry.sdk.language"] = "nodejs" },
        });

        Assert.Equal("otel golden", Text(trace, "name"));
        Assert.Equal("prod", Text(trace, "environment"));
        Assert.Equal("u2", Text(trace, "userId"));
        Assert.Equal("golden-sess", Text(trace, "sessionId"));
        Assert.Equal("""["x","y"]""", trace.GetProperty("tags").GetRawText());
        Assert.Equal("""{"q":1}""", trace.GetProperty("input").GetRawText());
        Assert.Equal(JsonValueKind.Null, trace.GetProperty("output").ValueKind);
        Assert.Equal(
            """{"resourceAttributes":{"service.name":"golden","telemetry.sdk.language":"nodejs"},"scope":{"name":"langfuse-sdk","version":"1.2.3","attributes":{}}}""",
            trace.GetProperty("metadata").GetRawText());
        Assert.Equal(0.000075, trace.GetProperty("totalCost").GetDouble(), 9);

        var span = Observation(trace, "838948d944cdf025");
        Assert.Equal("SPAN", Text(span, "type"));
        Assert.Equal(JsonValueKind.Null, span.GetProperty("parentObservationId").ValueKind);
        Assert.Equal("{}", span.GetProperty("usageDetails").GetRawText());

        var child = Observation(trace, "9000da54219a8379");
        Assert.Equal("GENERATION", Text(child, "type"));
        Assert.Equal("838948d944cdf025", Text(child, "parentObservationId"));
        Assert.Equal("default", Text(child, "environment"));
        Assert.Equal("gpt-4o", Text(child, "model"));
        Assert.Equal("""{"input":10,"output":5,"total":15}""", child.GetProperty("usageDetails").GetRawText());
        Assert.Equal("DEFAULT", Text(child, "level"));
        Assert.Equal(1, child.GetProperty("latency").GetDouble());
    }

    [Fact]
    public async Task SpanOfTheConventions_ReadBack_IsAGenerationWithItsCost()
    {
        var chat = new SpanSketch
        {
            SpanId = "587e1f2815026a63",
            Name = "chat gpt-4o",
            Attributes = new()
            {
                ["gen_ai.operation.name"] = "chat",
                ["gen_ai.request.model"] = "gpt-4o",
                ["gen_ai.response.model"] = "gpt-4o-2024-08-06",
                ["gen_ai.usage.input_tokens"] = 12,
                ["gen_ai.usage.output_tokens"] = 7,
                ["gen_ai.request.temperature"] = 0.3,
                ["gen_ai.input.messages"] = """[{"role":"user","parts":[{"type":"text","content":"hello"}]}]""",
                ["gen_ai.output.messages"] = """[{"role":"assistant","parts":[{"type":"text","content":"hi"}],"finish_reason":"stop"}]""",
            },
        };

        var trace = await SendAsync(new RequestSketch(chat) { Scope = "Microsoft.SemanticKernel.Diagnostics" });

        // The recording repeats the parts as they came; here every conversation has one shape, whichever SDK sent it.
        Assert.Equal("""[{"role":"user","content":"hello"}]""", trace.GetProperty("input").GetRawText());
        Assert.Equal("""{"role":"assistant","content":"hi"}""", trace.GetProperty("output").GetRawText());
        Assert.Equal("chat gpt-4o", Text(trace, "name"));
        Assert.Equal("default", Text(trace, "environment"));
        var attributes = trace.GetProperty("metadata").GetProperty("attributes");
        Assert.Equal(
            ["gen_ai.operation.name", "gen_ai.request.model", "gen_ai.response.model", "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens", "gen_ai.request.temperature"],
            attributes.EnumerateObject().Select(attribute => attribute.Name));

        var observation = Observation(trace, "587e1f2815026a63");
        Assert.Equal("GENERATION", Text(observation, "type"));
        Assert.Equal("gpt-4o-2024-08-06", Text(observation, "model"));
        Assert.Equal("""{"temperature":0.3}""", observation.GetProperty("modelParameters").GetRawText());
        Assert.Equal("""{"input":12,"output":7,"total":19}""", observation.GetProperty("usageDetails").GetRawText());
        Assert.Equal(0.00003, observation.GetProperty("costDetails").GetProperty("input").GetDouble(), 9);
        Assert.Equal(0.00007, observation.GetProperty("costDetails").GetProperty("output").GetDouble(), 9);
        Assert.Equal(0.0001, observation.GetProperty("costDetails").GetProperty("total").GetDouble(), 9);
    }

    [Fact]
    public async Task SpanThatStandsForItsTrace_ReadBack_NamesIt()
    {
        var trace = await SendAsync(new RequestSketch(new SpanSketch
        {
            ParentId = "00f067aa0ba902b7",
            Name = "answer",
            Attributes = new() { ["langfuse.internal.as_root"] = true, ["langfuse.observation.input"] = "in", ["langfuse.observation.output"] = "out" },
        }));

        Assert.Equal("answer", Text(trace, "name"));
        Assert.Equal("in", Text(trace, "input"));
        Assert.Equal("out", Text(trace, "output"));
        Assert.Equal("00f067aa0ba902b7", Text(Observation(trace, "b7ad6b7169203331"), "parentObservationId"));
    }

    [Fact]
    public async Task SpansInTwoRequestsChildFirst_ReadBack_AreOneTrace()
    {
        await SendAsync(new RequestSketch(new SpanSketch { SpanId = "9000da54219a8379", ParentId = "838948d944cdf025", Attributes = new() { ["langfuse.trace.output"] = "\"late\"" } }));

        var trace = await SendAsync(new RequestSketch(new SpanSketch { SpanId = "838948d944cdf025", Name = "root", Attributes = new() { ["langfuse.observation.input"] = "early" } }));

        Assert.Equal("root", Text(trace, "name"));
        Assert.Equal("early", Text(trace, "input"));
        Assert.Equal("late", Text(trace, "output"));
        Assert.Equal(2, trace.GetProperty("observations").GetArrayLength());
    }

    private async Task<JsonElement> SendAsync(RequestSketch request)
    {
        using var content = request.ProtobufContent();
        using var response = await _api.Client.PostAsync(new Uri("otel/v1/traces", UriKind.Relative), content, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return await _api.GetAsync("traces/" + SpanSketch.Trace);
    }

    private static JsonElement Observation(JsonElement trace, string id) =>
        trace.GetProperty("observations").EnumerateArray().Single(observation => Text(observation, "id") == id);

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
