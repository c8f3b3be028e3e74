using System.Net;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Xunit;
using Observability.AspNetCore.Otlp.Json;
using Observability.AspNetCore.Otlp.Protobuf;
using Observability.AspNetCore.Otlp.Spans;
using Observability.Model;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Otlp;

/// <summary>Whatever arrives, it is read, or refused in the client's words: never an error of ours.</summary>
public sealed class OtlpMutationTests
{
    // LLMOBS_LONG_TESTS=1 makes a nightly run of it.
    private static readonly int Times = Environment.GetEnvironmentVariable("LLMOBS_LONG_TESTS") is null ? 1 : 50;

    private static readonly RequestSketch Valid = new(
        new SpanSketch
        {
            Attributes = new()
            {
                ["gen_ai.operation.name"] = "chat",
                ["gen_ai.input.messages"] = """[{"role":"user","parts":[{"type":"text","content":"h\u00e9llo \ud83d\ude00"},{"type":"blob","content":"AQID","mime_type":"image/png"}]}]""",
                ["gen_ai.output.messages"] = """[{"role":"assistant","parts":[{"type":"tool_call","id":"c","name":"n","arguments":{"a":[1]}}],"finish_reason":"stop"}]""",
                ["gen_ai.usage.input_tokens"] = 12,
                ["gen_ai.request.temperature"] = 0.3,
                ["gen_ai.response.finish_reasons"] = new object?[] { "stop" },
                ["nested"] = new Dictionary<string, object?> { ["a"] = new object?[] { 1, true, new byte[] { 1, 2 } } },
            },
        },
        new SpanSketch
        {
            ParentId = "00f067aa0ba902b7",
            StatusCode = 2,
            Attributes = new()
            {
                ["langfuse.observation.type"] = "generation",
                ["langfuse.observation.input"] = """{"q":"data:image/png;base64,AQIDBAUGBwgJ"}""",
                ["langfuse.observation.usage_details"] = """{"input":10,"output":5}""",
                ["langfuse.observation.cost_details"] = """{"total":0.1}""",
                ["langfuse.observation.model.parameters"] = """{"a":1}""",
                ["langfuse.observation.metadata"] = """{"k":{"l":1}}""",
                ["langfuse.trace.tags"] = """["x"]""",
                ["langfuse.trace.metadata.plan"] = "pro",
                ["gen_ai.prompt.0.tool_calls.0.name"] = "n",
                ["llm.input_messages.0.message.contents.0.message_content.text"] = "t",
                ["ai.response.providerMetadata"] = """{"openai":{"cachedPromptTokens":1}}""",
            },
            Events = [("gen_ai.user.message", new() { ["gen_ai.event.content"] = """{"role":"user","content":"hi"}""" }), ("exception", new() { ["exception.message"] = "m" })],
        })
    { Scope = "ai" };

    [Fact]
    public void Readers_BrokenBodies_ReadThemOrSayWhatTheyAreNot()
    {
        byte[][] bodies = [Encoding.UTF8.GetBytes(Valid.Json), Valid.Protobuf];
        var refused = 0;
        for (var seed = 0; seed < 3_000 * Times; seed++)
        {
            var random = new Random(seed);
            var isJson = seed % 2 == 0;
            var body = Mutation.Of(random, bodies[seed % 2], bodies[random.Next(2)]);
            try
            {
                foreach (var (observation, trace) in RequestSketch.Map(Read(body, isJson)))
                {
                    Check(observation.Input, observation.Output, observation.Metadata, observation.Parameters, trace?.Input, trace?.Output, trace?.Metadata);
                }
            }
            catch (Exception exception) when (exception is JsonException or InvalidDataException)
            {
                refused++;
            }
            catch (Exception exception)
            {
                Assert.Fail($"Seed {seed}: {exception}");
            }
        }

        // Most are broken where it shows, and many are not.
        Assert.InRange(refused, 300 * Times, 2_700 * Times);
    }

    [Fact]
    public async Task Server_BrokenRequests_NeverAnswersWithAnErrorOfItsOwn()
    {
        await using var api = await ApiHost.StartAsync(new InMemoryTraceStore());
        byte[][] bodies = [Encoding.UTF8.GetBytes(Valid.Json), Valid.Protobuf];
        List<int> unexpected = [];

        await Parallel.ForAsync(0, 300 * Times, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken }, async (seed, cancellation) =>
        {
            var random = new Random(seed);
            var isJson = random.Next(2) == 0;
            var isCompressed = random.Next(4) == 0;
            var body = Mutation.Of(random, bodies[isJson ? 0 : 1], bodies[random.Next(2)]);
            body = isCompressed && random.Next(2) == 0 ? Mutation.Of(random, RequestSketch.Gzip(body), bodies[1]) : isCompressed ? RequestSketch.Gzip(body) : body;
            using var content = RequestSketch.Content(body, isJson ? "application/json" : "application/x-protobuf", isCompressed ? "gzip" : null);
            using var response = await api.Client.PostAsync(new Uri("otel/v1/traces", UriKind.Relative), content, cancellation);
            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.BadRequest))
            {
                lock (unexpected)
                {
                    unexpected.Add(seed);
                }
            }
        });

        Assert.Empty(unexpected);
        using var valid = Valid.ProtobufContent();
        using var last = await api.Client.PostAsync(new Uri("otel/v1/traces", UriKind.Relative), valid, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, last.StatusCode);
    }

    [Property(MaxTest = 100)]
    public void Attributes_WhateverTheyHold_AreTheSameInBothForms(NonNull<string> name, NonNull<string> text, int integer, NormalFloat number, bool flag, byte[] bytes)
    {
        var request = new RequestSketch(new SpanSketch
        {
            Name = name.Get,
            Attributes = new()
            {
                ["langfuse.observation.input"] = text.Get,
                ["x" + name.Get] = new object?[] { text.Get, integer, number.Get, flag, bytes },
                ["user.id"] = text.Get,
                ["gen_ai.usage.input_tokens"] = integer,
                ["langfuse.observation.metadata." + name.Get] = text.Get,
            },
        });

        var (observation, trace) = Assert.Single(request.Map());

        Check(observation.Input, observation.Metadata, trace?.Metadata);
    }

    private static OtlpRequest Read(byte[] body, bool isJson) => isJson ? JsonTraceReader.Read(body) : ProtobufTraceReader.Read(body);

    private static void Check(params Payload?[] payloads)
    {
        foreach (var payload in payloads)
        {
            payload?.ToElement();
        }
    }
}
