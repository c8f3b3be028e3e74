using Observability.Model;

namespace Observability.AspNetCore.Tests.Otlp.Mapping;

public sealed class ContentMappingTests
{
    // In the order of the list: of two that are there, the first counts.
    public static TheoryData<string, string> Inputs => new()
    {
        { "langfuse.observation.input", "1" },
        { "ai.prompt.messages", "2" },
        { "ai.prompt", "3" },
        { "ai.toolCall.args", "4" },
        { "prompt", "5" },
        { "mlflow.spanInputs", "6" },
        { "traceloop.entity.input", "7" },
        { "input.value", "8" },
        { "pydantic_ai.all_messages", "9" },
        { "gen_ai.prompt.0.content", "10" },
        { "llm.input_messages.0.message.content", "11" },
        { "gen_ai.input.messages", "12" },
        { "gen_ai.tool.call.arguments", "13" },
    };

    public static TheoryData<string, string> Outputs => new()
    {
        { "langfuse.observation.output", "1" },
        { "ai.response.text", "2" },
        { "ai.toolCall.result", "3" },
        { "ai.response.object", "4" },
        { "all_messages_events", "5" },
        { "mlflow.spanOutputs", "6" },
        { "traceloop.entity.output", "7" },
        { "output.value", "8" },
        { "gen_ai.completion.0.content", "10" },
        { "llm.output_messages.0.message.content", "11" },
        { "gen_ai.output.messages", "12" },
        { "gen_ai.tool.call.result", "13" },
    };

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Input_OfEveryNaming_GoesBeforeTheOnesBelowIt(string name, string value)
    {
        var below = Inputs.Select(row => row.Data).SkipWhile(row => row.Item1 != name).Select(row => (row.Item1, (object?)$"text {row.Item2}"));

        var input = RequestSketch.Map("tests", [.. below]).Input!.ToString();

        Assert.Contains($"text {value}\"", input, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Outputs))]
    public void Output_OfEveryNaming_GoesBeforeTheOnesBelowIt(string name, string value)
    {
        var below = Outputs.Select(row => row.Data).SkipWhile(row => row.Item1 != name).Select(row => (row.Item1, (object?)$"text {row.Item2}"));

        var output = RequestSketch.Map("tests", [.. below]).Output!.ToString();

        Assert.Contains($"text {value}\"", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("langfuse.observation.input", """{"a":[1,null]}""", """{"a":[1,null]}""")]
    [InlineData("langfuse.observation.input", "3", "3")]
    [InlineData("langfuse.observation.input", "true", "true")]
    [InlineData("langfuse.observation.input", "\"quoted\"", "\"quoted\"")]
    [InlineData("langfuse.observation.input", "plain", "\"plain\"")]
    [InlineData("langfuse.observation.input", "null", null)]
    [InlineData("langfuse.observation.input", "", null)]
    [InlineData("input.value", """{"a":1}""", """{"a":1}""")]
    [InlineData("input.value", "3", "\"3\"")]
    [InlineData("input.value", "\"Hello\" she said", "\"\\\"Hello\\\" she said\"")]
    [InlineData("input.value", "{'a': 1}", "\"{'a': 1}\"")]
    [InlineData("input.value", "[1] see there", "\"[1] see there\"")]
    [InlineData("input.value", "[1, 2", "\"[1, 2\"")]
    [InlineData("input.value", "{\"a\":\"\\ud83d\"}", "{\"a\":\"\\ud83d\"}")]
    public void Input_TextThatIsJson_IsWhatItSpells(string name, string value, string? input)
    {
        Assert.Equal(input, RequestSketch.Map("tests", (name, value)).Input?.ToString());
    }

    [Fact]
    public void Input_OfAttributesThatAreNoText_IsTheirValue()
    {
        var observation = RequestSketch.Map(
            "tests",
            ("langfuse.observation.input", new object?[] { 1, "a" }),
            ("langfuse.observation.output", new Dictionary<string, object?> { ["ok"] = true }));

        Assert.Equal("""[1,"a"]""", observation.Input?.ToString());
        Assert.Equal("""{"ok":true}""", observation.Output?.ToString());
    }

    [Fact]
    public void Content_OfTheConventions_IsInTheShapeOfAllPayloads()
    {
        var observation = RequestSketch.Map(
            "Experimental.Microsoft.Extensions.AI",
            ("gen_ai.system_instructions", """[{"type":"text","content":"Be brief."}]"""),
            ("gen_ai.input.messages", """
                [{"role":"user","name":"Ann","parts":[{"type":"text","content":"What is this?"},{"type":"blob","content":"AQID","mime_type":"image/png","modality":"image"},
                  {"type":"uri","uri":"https://x/a.wav","mime_type":"audio/wav","modality":"audio"},{"type":"file","file_id":"f1"},{"type":"odd","x":1}]},
                 {"role":"assistant","parts":[{"type":"reasoning","content":"Hm."},{"type":"tool_call","id":"c1","name":"get","arguments":{"city": "Paris"}}]},
                 {"role":"tool","parts":[{"type":"tool_call_response","id":"c1","response":{"degrees": 20}},{"type":"tool_call_response","id":"c2","response":"mild"}]}]
                """),
            ("gen_ai.output.messages", """[{"role":"assistant","parts":[{"type":"text","content":"A cat."}],"finish_reason":"stop"}]"""));

        Assert.Equal(
            """
            [{"role":"system","content":"Be brief."},
            {"role":"user","name":"Ann","content":[{"type":"text","text":"What is this?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}},
            {"type":"input_audio","input_audio":{"format":"wav","data":"https://x/a.wav"}},{"type":"file","file":{"file_id":"f1"}},{"type":"odd","x":1}]},
            {"role":"assistant","content":[{"type":"reasoning","text":"Hm."}],"tool_calls":[{"id":"c1","type":"function","function":{"name":"get","arguments":"{\"city\":\"Paris\"}"}}]},
            {"role":"tool","tool_call_id":"c1","content":"{\"degrees\":20}"},{"role":"tool","tool_call_id":"c2","content":"mild"}]
            """.ReplaceLineEndings(""),
            observation.Input?.ToString());
        Assert.Equal("""{"role":"assistant","content":"A cat."}""", observation.Output?.ToString());
        Assert.Equal("stop", observation.FinishReason);
    }

    [Fact]
    public void Content_OfTheDetailsEvent_IsRead()
    {
        var span = new SpanSketch
        {
            Events =
            [
                ("gen_ai.client.inference.operation.details", new()
                {
                    ["gen_ai.system_instructions"] = "Be brief.",
                    ["gen_ai.input.messages"] = """[{"role":"user","parts":[{"type":"text","content":"hi"}]}]""",
                    ["gen_ai.output.messages"] = """[{"role":"assistant","parts":[{"type":"text","content":"ho"}],"finish_reason":"length"}]""",
                }),
            ],
        };

        var observation = Map(span);

        Assert.Equal("""[{"role":"system","content":"Be brief."},{"role":"user","content":"hi"}]""", observation.Input?.ToString());
        Assert.Equal("""{"role":"assistant","content":"ho"}""", observation.Output?.ToString());
        Assert.Equal("length", observation.FinishReason);
    }

    [Fact]
    public void Content_OfEventsPerMessage_IsPutTogether()
    {
        var span = new SpanSketch
        {
            Events =
            [
                ("gen_ai.system.message", new() { ["content"] = "Be brief.", ["gen_ai.system"] = "openai" }),
                ("gen_ai.user.message", new() { ["gen_ai.event.content"] = """{"role":"user","content":"two cities","name":null,"tool_calls":[]}""" }),
                ("gen_ai.assistant.message", new() { ["tool_calls"] = """[{"id":"c1","type":"function","function":{"name":"get","arguments":"{}"}}]""" }),
                ("gen_ai.tool.message", new() { ["id"] = "c1", ["content"] = "mild" }),
                ("gen_ai.choice", new() { ["gen_ai.event.content"] = """{"index":0,"message":{"role":"Assistant","content":"Mild."},"tool_calls":[],"finish_reason":"stop"}""" }),
                ("gen_ai.evaluation.result", new() { ["score"] = 1 }),
            ],
        };

        var observation = Map(span);

        Assert.Equal(
            """
            [{"role":"system","content":"Be brief."},{"role":"user","content":"two cities"},
            {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"get","arguments":"{}"}}]},
            {"role":"tool","content":"mild","tool_call_id":"c1"}]
            """.ReplaceLineEndings(""),
            observation.Input?.ToString());
        Assert.Equal("""{"role":"assistant","content":"Mild."}""", observation.Output?.ToString());
        Assert.Equal("stop", observation.FinishReason);
    }

    [Fact]
    public void Content_OfOlderSemanticKernel_IsRead()
    {
        var span = new SpanSketch
        {
            Events =
            [
                ("gen_ai.content.prompt", new() { ["gen_ai.prompt"] = """[{"role": "user", "content": "hi"}]""" }),
                ("gen_ai.content.completion", new() { ["gen_ai.completion"] = "[{\"role:\" assistant, \"content:\" ho}]" }),
            ],
        };

        var observation = Map(span);

        Assert.Equal("""[{"role": "user", "content": "hi"}]""", observation.Input?.ToString());
        Assert.Equal("[{\"role:\" assistant, \"content:\" ho}]", observation.Output!.ToElement().GetString());
    }

    [Fact]
    public void Content_OfOpenLLMetry_IsPutTogether()
    {
        var observation = RequestSketch.Map(
            "opentelemetry.instrumentation.openai.v1",
            ("gen_ai.prompt.1.role", "user"),
            ("gen_ai.prompt.1.content", """[{"type":"text","text":"What is this?"},{"type":"image_url","image_url":{"url":"https://x/a.png"}}]"""),
            ("gen_ai.prompt.0.role", "system"),
            ("gen_ai.prompt.0.content", "Be brief."),
            ("gen_ai.completion.0.role", "assistant"),
            ("gen_ai.completion.0.finish_reason", "tool_calls"),
            ("gen_ai.completion.0.tool_calls.0.id", "c1"),
            ("gen_ai.completion.0.tool_calls.0.name", "get"),
            ("gen_ai.completion.0.tool_calls.0.arguments", """{"city":"Paris"}"""));

        Assert.Equal(
            """[{"role":"system","content":"Be brief."},{"role":"user","content":[{"type":"text","text":"What is this?"},{"type":"image_url","image_url":{"url":"https://x/a.png"}}]}]""",
            observation.Input?.ToString());
        Assert.Equal(
            """{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"get","arguments":"{\"city\":\"Paris\"}"}}]}""",
            observation.Output?.ToString());
        Assert.Equal("tool_calls", observation.FinishReason);
    }

    [Fact]
    public void Content_OfOpenInference_IsPutTogether()
    {
        var observation = RequestSketch.Map(
            "openinference.instrumentation.openai",
            ("openinference.span.kind", "LLM"),
            ("llm.input_messages.0.message.role", "user"),
            ("llm.input_messages.0.message.contents.0.message_content.type", "text"),
            ("llm.input_messages.0.message.contents.0.message_content.text", "What is this?"),
            ("llm.input_messages.0.message.contents.1.message_content.type", "image"),
            ("llm.input_messages.0.message.contents.1.message_content.image.image.url", "data:image/png;base64,AQID"),
            ("llm.output_messages.0.message.role", "assistant"),
            ("llm.output_messages.0.message.tool_calls.0.tool_call.id", "c1"),
            ("llm.output_messages.0.message.tool_calls.0.tool_call.function.name", "get"),
            ("llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments", """{"city":"Paris"}"""));

        Assert.Equal(
            """[{"role":"user","content":[{"type":"text","text":"What is this?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}}]}]""",
            observation.Input?.ToString());
        Assert.Equal(
            """{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"get","arguments":"{\"city\":\"Paris\"}"}}]}""",
            observation.Output?.ToString());
    }

    [Fact]
    public void Output_OfTheVercelSdkWithTextAndTools_IsOneMessage()
    {
        var observation = RequestSketch.Map(
            "ai",
            ("ai.prompt.messages", """[{"role":"user","content":[{"type":"text","text":"hi"}]}]"""),
            ("ai.response.text", "Let me look."),
            ("ai.response.toolCalls", """[{"toolCallType":"function","toolCallId":"c1","toolName":"get","args":"{\"city\":\"Paris\"}"}]"""));

        Assert.Equal("""[{"role":"user","content":[{"type":"text","text":"hi"}]}]""", observation.Input?.ToString());
        Assert.Equal(
            """{"role":"assistant","content":"Let me look.","tool_calls":[{"id":"c1","type":"function","function":{"name":"get","arguments":"{\"city\":\"Paris\"}"}}]}""",
            observation.Output?.ToString());
    }

    [Fact]
    public void Content_OfLogfiresEvents_IsSplitAtTheChoice()
    {
        var observation = RequestSketch.Map(
            "logfire.openai",
            ("events", """
                [{"event.name":"gen_ai.user.message","role":"user","content":"hi"},
                 {"event.name":"gen_ai.choice","index":0,"message":{"role":"assistant","content":"ho"}}]
                """));

        Assert.Contains("\"content\":\"hi\"", observation.Input?.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ho", observation.Input!.ToString(), StringComparison.Ordinal);
        Assert.Equal("""{"role":"assistant","content":"ho"}""", observation.Output?.ToString());
    }

    [Fact]
    public void Content_OfGooglesAgentKit_SkipsWhatIsEmpty()
    {
        var observation = RequestSketch.Map(
            "gcp.vertex.agent",
            ("gcp.vertex.agent.llm_request", "{}"),
            ("gcp.vertex.agent.tool_call_args", """{"city":"Paris"}"""),
            ("gcp.vertex.agent.llm_response", """{"text":"hi"}"""));

        Assert.Equal("""{"city":"Paris"}""", observation.Input?.ToString());
        Assert.Equal("""{"text":"hi"}""", observation.Output?.ToString());
    }

    [Theory]
    [InlineData("gen_ai.input.messages", "no json", "\"no json\"")]
    [InlineData("gen_ai.input.messages", "[1,2]", "[1,2]")]
    [InlineData("gen_ai.input.messages", "[]", "[]")]
    [InlineData("gen_ai.input.messages", """[{"role":"user","parts":"odd"}]""", """[{"role":"user","parts":"odd"}]""")]
    [InlineData("gen_ai.input.messages", """[{"role":7,"content":{"a":1}}]""", """[{"role":"user","content":{"a":1}}]""")]
    [InlineData("gen_ai.input.messages", "[{\"role\":\"user\",\"content\":\"\\ud83d\"}]", "[{\"role\":\"user\",\"content\":\"\\ud83d\"}]")]
    [InlineData("gen_ai.prompt.0", "plain", """["plain"]""")]
    [InlineData("gen_ai.prompt.x.y", "plain", """{"x":{"y":"plain"}}""")]
    public void Input_OddMessages_AreKeptAsTheyAre(string name, string value, string input)
    {
        Assert.Equal(input, RequestSketch.Map("tests", (name, value)).Input?.ToString());
    }

    private static ObservationRecord Map(SpanSketch span) => new RequestSketch(span).Map().Single().Observation;
}
