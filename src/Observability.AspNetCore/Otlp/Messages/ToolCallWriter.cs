using System.Buffers;
using System.Text;
using System.Text.Json;
using Observability.AspNetCore.Otlp.Spans;

namespace Observability.AspNetCore.Otlp.Messages;

/// <summary>Writes tool calls of any instrumentation in the shape of OpenAI chat completions: <c>{id, type, function: {name, arguments}}</c>.</summary>
internal static class ToolCallWriter
{
    private static readonly string[] Ids = ["id", "toolCallId", "call_id"];
    private static readonly string[] Names = ["name", "toolName"];
    private static readonly string[] Arguments = ["arguments", "args", "input"];

    /// <summary>Writes a list of calls.</summary>
    public static void WriteAll(Utf8JsonWriter writer, JsonElement calls)
    {
        if (calls.ValueKind != JsonValueKind.Array)
        {
            calls.WriteTo(writer);
            return;
        }

        writer.WriteStartArray();
        foreach (var call in calls.EnumerateArray())
        {
            Write(writer, call);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes one call; what is no call stays as it is.</summary>
    public static void Write(Utf8JsonWriter writer, JsonElement call)
    {
        if (call.ValueKind == JsonValueKind.Object && call.TryGetProperty("tool_call", out var wrapped) && wrapped.ValueKind == JsonValueKind.Object)
        {
            call = wrapped;
        }

        if (call.ValueKind != JsonValueKind.Object)
        {
            call.WriteTo(writer);
            return;
        }

        var function = call.TryGetProperty("function", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : call;
        if (!TryGet(function, Names, out var name))
        {
            call.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        if (TryGet(call, Ids, out var id))
        {
            writer.WritePropertyName("id");
            id.WriteTo(writer);
        }

        writer.WriteString("type", "function");
        writer.WriteStartObject("function");
        writer.WritePropertyName("name");
        name.WriteTo(writer);
        if (TryGet(function, Arguments, out var arguments))
        {
            writer.WriteString("arguments", TextOf(arguments));
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>A value as text: a text itself, null as nothing, anything else as JSON without spaces.</summary>
    public static string TextOf(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return value.GetString()!;
            case JsonValueKind.Null:
                return "";
            default:
                var buffer = new ArrayBufferWriter<byte>();
                using (var writer = new Utf8JsonWriter(buffer, JsonForm.WriterOptions))
                {
                    value.WriteTo(writer);
                }

                return Encoding.UTF8.GetString(buffer.WrittenSpan);
        }
    }

    private static bool TryGet(JsonElement element, string[] names, out JsonElement value)
    {
        foreach (var name in names)
        {
            if (element.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null)
            {
                return true;
            }
        }

        value = default;
        return false;
    }
}
