using System.Collections.Frozen;
using System.Text.Json;
using Observability.AspNetCore.Otlp.Messages;
using Observability.AspNetCore.Otlp.Spans;
using Observability.Model;

namespace Observability.AspNetCore.Otlp.Mapping;

/// <summary>Finds input and output under every name the field gives them; each side takes the first that says something.</summary>
internal sealed class ContentMapping
{
    private const string Prompts = "gen_ai.prompt.";
    private const string Completions = "gen_ai.completion.";
    private const string InputMessages = "llm.input_messages.";
    private const string OutputMessages = "llm.output_messages.";

    /// <summary>The attributes that become input or output, whichever of them did: they are not repeated in the metadata.</summary>
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        [
            "ai.prompt.messages", "ai.prompt", "ai.toolCall.args", "ai.value", "ai.values", "ai.embedding", "ai.embeddings",
            "ai.response.text", "ai.result.text", "ai.toolCall.result", "ai.response.object", "ai.result.object", "ai.response.toolCalls", "ai.result.toolCalls",
            "gcp.vertex.agent.llm_request", "gcp.vertex.agent.llm_response", "gcp.vertex.agent.tool_call_args", "gcp.vertex.agent.tool_response",
            "prompt", "all_messages_events", "events", "lk.input_text", "lk.user_transcript", "lk.chat_ctx", "lk.function_tool.output", "lk.response.text",
            "mlflow.spanInputs", "mlflow.spanOutputs", "traceloop.entity.input", "traceloop.entity.output", "input.value", "output.value",
            "input", "output", "pydantic_ai.all_messages", "final_result", "tool_arguments", "tool_response", "gen_ai.prompt", "gen_ai.completion",
            "gen_ai.input.messages", "gen_ai.output.messages", "gen_ai.system_instructions", "gen_ai.tool.call.arguments", "gen_ai.tool.call.result",
        ],
        StringComparer.Ordinal);

    private readonly PayloadBuilder _payloads;
    private readonly ChatMessages _messages;
    private readonly EventMessages _events;

    public ContentMapping(PayloadBuilder payloads)
    {
        _payloads = payloads;
        _messages = new ChatMessages(payloads);
        _events = new EventMessages(payloads, _messages);
    }

    /// <summary>Whether the attribute is input or output.</summary>
    public static bool IsContent(string name) => Names.Contains(name)
        || name.StartsWith(Prompts, StringComparison.Ordinal) || name.StartsWith(Completions, StringComparison.Ordinal)
        || name.StartsWith(InputMessages, StringComparison.Ordinal) || name.StartsWith(OutputMessages, StringComparison.Ordinal);

    public SpanContent Of(OtlpSpan span)
    {
        string? finishReason = null;
        var output = Output(span, ref finishReason);
        return new SpanContent(Input(span), output, finishReason);
    }

    private Payload? Input(OtlpSpan span)
    {
        var attributes = span.Attributes;
        return Json(attributes, "langfuse.observation.input")
            ?? Json(attributes, "ai.prompt.messages", "ai.prompt", "ai.toolCall.args", "ai.value", "ai.values")
            ?? (span.Events.Count > 0 ? _events.Input(span.Events) : null)
            ?? Text(attributes, "gen_ai.content.prompt")
            ?? Filled(attributes, "gcp.vertex.agent.llm_request", "gcp.vertex.agent.tool_call_args")
            ?? Text(attributes, "prompt", "lk.input_text", "lk.user_transcript", "lk.chat_ctx")
            ?? LogfireEvents(attributes, isOutput: false)
            ?? Json(attributes, "mlflow.spanInputs")
            ?? Json(attributes, "traceloop.entity.input")
            ?? Text(attributes, "input.value", "input")
            ?? Text(attributes, "pydantic_ai.all_messages", "tool_arguments", "gen_ai.prompt")
            ?? Indexed(attributes, Prompts)
            ?? Indexed(attributes, InputMessages)
            ?? _messages.Input(attributes.First("gen_ai.input.messages"), attributes.First("gen_ai.system_instructions"))
            ?? Json(attributes, "gen_ai.tool.call.arguments");
    }

    private Payload? Output(OtlpSpan span, ref string? finishReason)
    {
        var attributes = span.Attributes;
        return Json(attributes, "langfuse.observation.output")
            ?? VercelOutput(attributes)
            ?? (span.Events.Count > 0 ? _events.Output(span.Events, ref finishReason) : null)
            ?? Text(attributes, "gen_ai.content.completion")
            ?? Filled(attributes, "gcp.vertex.agent.llm_response", "gcp.vertex.agent.tool_response")
            ?? Text(attributes, "all_messages_events", "lk.function_tool.output", "lk.response.text")
            ?? LogfireEvents(attributes, isOutput: true)
            ?? Json(attributes, "mlflow.spanOutputs")
            ?? Json(attributes, "traceloop.entity.output")
            ?? Text(attributes, "output.value", "output")
            ?? Text(attributes, "final_result", "tool_response", "gen_ai.completion")
            ?? IndexedOutput(attributes, Completions, ref finishReason)
            ?? IndexedOutput(attributes, OutputMessages, ref finishReason)
            ?? _messages.Output(attributes.First("gen_ai.output.messages"), ref finishReason)
            ?? Json(attributes, "gen_ai.tool.call.result");
    }

    private Payload? Json(OtlpAttributes attributes, params ReadOnlySpan<string> names) => _payloads.OfJson(attributes.First(names));

    private Payload? Text(OtlpAttributes attributes, params ReadOnlySpan<string> names) => _payloads.Of(attributes.First(names));

    // Google's agent kit writes {} where it has nothing to say.
    private Payload? Filled(OtlpAttributes attributes, string first, string second) =>
        attributes.TryGet(first, out var value) && !value.Utf8.Span.SequenceEqual("{}"u8) ? _payloads.Of(value) : Text(attributes, second);

    private Payload? VercelOutput(OtlpAttributes attributes)
    {
        if (attributes.TryGet("ai.response.toolCalls", out var calls) && attributes.TryGet("ai.response.text", out var text))
        {
            using var document = _payloads.Document(calls);
            var writer = _payloads.Begin();
            writer.WriteStartObject();
            writer.WriteString("role", "assistant");
            writer.WritePropertyName("content");
            text.WriteTo(writer);
            writer.WritePropertyName("tool_calls");
            if (document is null)
            {
                calls.WriteTo(writer);
            }
            else
            {
                ToolCallWriter.WriteAll(writer, document.RootElement);
            }

            writer.WriteEndObject();
            return _payloads.End();
        }

        return Text(attributes, "ai.response.text", "ai.result.text")
            ?? Json(attributes, "ai.toolCall.result", "ai.response.object", "ai.result.object", "ai.response.toolCalls", "ai.result.toolCalls");
    }

    // Logfire puts all events in one list; the choice is the output.
    private Payload? LogfireEvents(OtlpAttributes attributes, bool isOutput)
    {
        if (!attributes.TryGet("events", out var value))
        {
            return null;
        }

        using var document = _payloads.Document(value);
        if (document is not { RootElement.ValueKind: JsonValueKind.Array })
        {
            return null;
        }

        var events = document.RootElement.EnumerateArray().Where(@event => @event.ValueKind == JsonValueKind.Object && IsChoice(@event) == isOutput).ToList();
        if (events.Count == 0)
        {
            return null;
        }

        var writer = _payloads.Begin();
        writer.WriteStartArray();
        events.ForEach(@event => @event.WriteTo(writer));
        writer.WriteEndArray();
        using var messages = JsonForm.Parse(_payloads.EndBytes());
        string? reason = null;
        return isOutput ? _messages.Output(messages!.RootElement, ref reason) : _messages.Input(messages!.RootElement);
    }

    private static bool IsChoice(JsonElement @event) => @event.TryGetProperty("event.name", out var name) && name.ValueEquals("gen_ai.choice"u8);

    private Payload? Indexed(OtlpAttributes attributes, string prefix)
    {
        using var document = Build(attributes, prefix);
        return document is null ? null : _messages.Input(document.RootElement) ?? Payload.FromValue(document.RootElement);
    }

    private Payload? IndexedOutput(OtlpAttributes attributes, string prefix, ref string? finishReason)
    {
        using var document = Build(attributes, prefix);
        return document is null ? null : _messages.Output(document.RootElement, ref finishReason) ?? Payload.FromValue(document.RootElement);
    }

    private JsonDocument? Build(OtlpAttributes attributes, string prefix)
    {
        if (IndexedAttributes.Find(attributes, prefix) is not { } tree)
        {
            return null;
        }

        tree.WriteTo(_payloads.Begin());
        return JsonForm.Parse(_payloads.EndBytes());
    }
}
