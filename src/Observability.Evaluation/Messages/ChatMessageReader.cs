using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Observability.Evaluation.Messages;

/// <summary>Reads one message in the shape of OpenAI chat completions.</summary>
internal static class ChatMessageReader
{
    public static ChatMessage Read(JsonElement message, ChatRole defaultRole)
    {
        var role = Text(message, "role") is { Length: > 0 } name ? new ChatRole(name == "developer" ? "system" : name) : defaultRole;
        var contents = new List<AIContent>();
        if (role == ChatRole.Tool)
        {
            contents.Add(new FunctionResultContent(Text(message, "tool_call_id") ?? "", ContentText(message)));
        }
        else if (message.TryGetProperty("content", out var content))
        {
            AddContent(contents, content);
        }

        if (message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind is JsonValueKind.Array)
        {
            contents.AddRange(calls.EnumerateArray().Select(ReadCall).OfType<FunctionCallContent>());
        }

        return new ChatMessage(role, contents) { AuthorName = Text(message, "name") };
    }

    private static void AddContent(List<AIContent> contents, JsonElement content)
    {
        switch (content.ValueKind)
        {
            case JsonValueKind.String:
                contents.Add(new TextContent(content.GetString()));
                break;
            case JsonValueKind.Array:
                contents.AddRange(content.EnumerateArray().Select(ReadPart));
                break;
            case JsonValueKind.Null or JsonValueKind.Undefined:
                break;
            default:
                contents.Add(new TextContent(content.GetRawText()));
                break;
        }
    }

    private static AIContent ReadPart(JsonElement part)
    {
        if (part.ValueKind is not JsonValueKind.Object)
        {
            return new TextContent(part.ValueKind is JsonValueKind.String ? part.GetString() : part.GetRawText());
        }

        var type = Text(part, "type");
        return (type, Text(part, "text")) switch
        {
            ("reasoning" or "thinking", var text) => new TextReasoningContent(text),
            (_, { } text) => new TextContent(text),

            // Media is kept by reference: who judges text is told that there was some.
            _ => new TextContent($"[{type ?? "part"}]"),
        };
    }

    private static FunctionCallContent? ReadCall(JsonElement call)
    {
        if (call.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        var function = call.TryGetProperty("function", out var inner) && inner.ValueKind is JsonValueKind.Object ? inner : call;
        return Text(function, "name") is { } name
            ? new FunctionCallContent(Text(call, "id") ?? "", name, function.TryGetProperty("arguments", out var arguments) ? ReadArguments(arguments) : null)
            : null;
    }

    private static Dictionary<string, object?>? ReadArguments(JsonElement arguments)
    {
        try
        {
            var value = arguments.ValueKind is JsonValueKind.String ? JsonElement.Parse(arguments.GetString()!) : arguments;
            return value.ValueKind is JsonValueKind.Object ? value.EnumerateObject().DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => (object?)p.Value) : null;
        }
        catch (JsonException)
        {
            // A model that wrote broken arguments: kept as it wrote them.
            return new Dictionary<string, object?> { ["arguments"] = arguments.GetString() };
        }
    }

    private static string? ContentText(JsonElement message)
    {
        var contents = new List<AIContent>();
        if (message.TryGetProperty("content", out var content))
        {
            AddContent(contents, content);
        }

        return string.Concat(contents.OfType<TextContent>().Select(text => text.Text));
    }

    private static string? Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString() : null;
}
