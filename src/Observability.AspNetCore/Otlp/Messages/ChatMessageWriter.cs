using System.Text;
using System.Text.Json;
using Observability.AspNetCore.Otlp.Spans;

namespace Observability.AspNetCore.Otlp.Messages;

/// <summary>Writes messages of any instrumentation in the shape all payloads have, that of OpenAI chat completions.</summary>
/// <remarks>
/// It reads messages with <c>parts</c> (the GenAI conventions), <c>content</c> (OpenAI, Semantic Kernel, OpenLLMetry), <c>contents</c>
/// and a wrapping <c>message</c> (OpenInference, events of the older conventions). Properties it does not know stay as they are.
/// </remarks>
internal static class ChatMessageWriter
{
    /// <summary>Whether the value looks like a message.</summary>
    public static bool IsMessage(JsonElement element) => element.ValueKind == JsonValueKind.Object
        && (element.TryGetProperty("role", out _) || element.TryGetProperty("parts", out _) || element.TryGetProperty("content", out _)
            || element.TryGetProperty("tool_calls", out _) || (element.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.Object));

    /// <summary>The reason why the model stopped, which some carry in the message; null when it says none.</summary>
    public static string? FinishReason(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("finish_reason", out var reason) && reason.ValueKind == JsonValueKind.String
            ? reason.GetString()
            : null;

    /// <summary>Writes a message; several when it holds several tool results. Says how many.</summary>
    public static int Write(Utf8JsonWriter writer, JsonElement element, string defaultRole)
    {
        var message = element.TryGetProperty("message", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : element;
        var role = RoleOf(message) ?? RoleOf(element) ?? defaultRole;
        if (message.TryGetProperty("parts", out var parts) && parts.ValueKind == JsonValueKind.Array)
        {
            return WriteParts(writer, message, role, parts);
        }

        writer.WriteStartObject();
        writer.WriteString("role", role);
        WriteContent(writer, message);
        WriteOthers(writer, message, role);
        if (!message.TryGetProperty("tool_calls", out _) && element.TryGetProperty("tool_calls", out var calls) && !SaysNothing(calls))
        {
            writer.WritePropertyName("tool_calls");
            ToolCallWriter.WriteAll(writer, calls);
        }

        writer.WriteEndObject();
        return 1;
    }

    /// <summary>Writes parts as the content of a message: one text alone as text, none as null.</summary>
    public static void WriteContent(Utf8JsonWriter writer, IReadOnlyList<JsonElement> parts)
    {
        if (parts.Count == 0)
        {
            writer.WriteNullValue();
        }
        else if (parts is [var only] && MessagePartWriter.TryGetPlainText(only, out var text))
        {
            text.WriteTo(writer);
        }
        else
        {
            writer.WriteStartArray();
            foreach (var part in parts)
            {
                MessagePartWriter.Write(writer, part);
            }

            writer.WriteEndArray();
        }
    }

    private static int WriteParts(Utf8JsonWriter writer, JsonElement message, string role, JsonElement parts)
    {
        List<JsonElement> contents = [];
        List<JsonElement> calls = [];
        var results = 0;
        foreach (var part in parts.EnumerateArray())
        {
            switch (MessagePartWriter.TypeOf(part))
            {
                case "tool_call":
                    calls.Add(part);
                    break;
                case "tool_call_response":
                    WriteToolResult(writer, part);
                    results++;
                    break;
                default:
                    contents.Add(part);
                    break;
            }
        }

        if (results > 0 && contents.Count == 0 && calls.Count == 0)
        {
            return results;
        }

        writer.WriteStartObject();
        writer.WriteString("role", role);
        if (message.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String)
        {
            writer.WritePropertyName("name");
            name.WriteTo(writer);
        }

        writer.WritePropertyName("content");
        WriteContent(writer, contents);
        if (calls.Count > 0)
        {
            writer.WriteStartArray("tool_calls");
            foreach (var call in calls)
            {
                ToolCallWriter.Write(writer, call);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        return results + 1;
    }

    private static void WriteToolResult(Utf8JsonWriter writer, JsonElement part)
    {
        writer.WriteStartObject();
        writer.WriteString("role", "tool");
        if (part.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String)
        {
            writer.WritePropertyName("tool_call_id");
            id.WriteTo(writer);
        }

        var hasResult = part.TryGetProperty("response", out var result) || part.TryGetProperty("result", out result);
        writer.WriteString("content", hasResult ? ToolCallWriter.TextOf(result) : "");
        writer.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter writer, JsonElement message)
    {
        if (message.TryGetProperty("contents", out var contents) && contents.ValueKind == JsonValueKind.Array)
        {
            writer.WritePropertyName("content");
            WriteContent(writer, [.. contents.EnumerateArray()]);
        }
        else if (message.TryGetProperty("content", out var content))
        {
            writer.WritePropertyName("content");
            if (content.ValueKind != JsonValueKind.String || !TryWriteSpeltParts(writer, content))
            {
                content.WriteTo(writer);
            }
        }
        else if (message.TryGetProperty("tool_calls", out _))
        {
            writer.WriteNull("content");
        }
    }

    // OpenLLMetry spells a list of parts as text.
    private static bool TryWriteSpeltParts(Utf8JsonWriter writer, JsonElement content)
    {
        if (content.GetString() is { } text && text.StartsWith("[{", StringComparison.Ordinal))
        {
            using var document = JsonForm.Parse(Encoding.UTF8.GetBytes(text));
            if (document is not null && document.RootElement.EnumerateArray().All(part => MessagePartWriter.TypeOf(part) is not null))
            {
                document.RootElement.WriteTo(writer);
                return true;
            }
        }

        return false;
    }

    private static void WriteOthers(Utf8JsonWriter writer, JsonElement message, string role)
    {
        var isTool = role == "tool" && !message.TryGetProperty("tool_call_id", out _);
        foreach (var property in message.EnumerateObject())
        {
            switch (property.Name)
            {
                case "role" or "content" or "contents" or "finish_reason" or "index":
                case var _ when property.Value.ValueKind == JsonValueKind.Null:
                case "tool_calls" when SaysNothing(property.Value):
                    break;
                case "tool_calls":
                    writer.WritePropertyName("tool_calls");
                    ToolCallWriter.WriteAll(writer, property.Value);
                    break;
                case "id" when isTool:
                    writer.WritePropertyName("tool_call_id");
                    property.Value.WriteTo(writer);
                    break;
                default:
                    writer.WritePropertyName(property.Name);
                    property.Value.WriteTo(writer);
                    break;
            }
        }
    }

    private static bool SaysNothing(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0);

    private static string? RoleOf(JsonElement element) =>
        element.TryGetProperty("role", out var role) && role.ValueKind == JsonValueKind.String ? role.GetString()!.ToLowerInvariant() : null;
}
