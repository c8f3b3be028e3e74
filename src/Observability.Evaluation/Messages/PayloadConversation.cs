using System.Text.Json;
using Microsoft.Extensions.AI;
using Observability.Model;

namespace Observability.Evaluation.Messages;

/// <summary>Reads payloads as chat messages and as readable text.</summary>
/// <remarks>
/// A conversation is an array of messages in the shape of OpenAI chat completions, one such message, or an object that holds them under
/// <c>messages</c>. A JSON string is its text. Other JSON is one message whose text is the JSON.
/// </remarks>
internal static class PayloadConversation
{
    public static IReadOnlyList<ChatMessage> Messages(Payload? payload, ChatRole defaultRole)
    {
        if (payload is null)
        {
            return [];
        }

        var value = payload.ToElement();
        return value.ValueKind switch
        {
            JsonValueKind.Null => [],
            JsonValueKind.String => [new ChatMessage(defaultRole, value.GetString())],
            _ => Conversation(value) is { } messages
                ? [.. messages.Select(message => ChatMessageReader.Read(message, defaultRole))]
                : [new ChatMessage(defaultRole, value.GetRawText())],
        };
    }

    /// <summary>What was asked: a single message's text, a conversation as a transcript.</summary>
    public static string InputText(Payload? payload)
    {
        if (TryString(payload) is { } text)
        {
            return text;
        }

        return InputText(Messages(payload, ChatRole.User));
    }

    public static string InputText(IReadOnlyList<ChatMessage> messages) => messages.Count == 1 ? messages[0].Text : ChatTranscript.Of(messages);

    /// <summary>What was answered: the text of the last message that has any.</summary>
    public static string AnswerText(Payload? payload)
    {
        if (TryString(payload) is { } text)
        {
            return text;
        }

        return AnswerText(Messages(payload, ChatRole.Assistant));
    }

    public static string AnswerText(IEnumerable<ChatMessage> messages) =>
        messages.LastOrDefault(message => message.Role != ChatRole.Tool && message.Text.Length > 0)?.Text ?? "";

    /// <summary>The strings of a JSON array of nothing but strings; null for anything else.</summary>
    public static IReadOnlyList<string>? Texts(Payload? payload)
    {
        if (payload is null || TryString(payload) is not null || payload.ToElement() is not { ValueKind: JsonValueKind.Array } array)
        {
            return null;
        }

        var items = array.EnumerateArray().ToList();
        return items.Count > 0 && items.All(item => item.ValueKind is JsonValueKind.String) ? [.. items.Select(item => item.GetString()!)] : null;
    }

    // The common case without a document: short answers are judged by the ten thousand.
    private static string? TryString(Payload? payload)
    {
        if (payload is null)
        {
            return "";
        }

        var reader = new Utf8JsonReader(payload.Utf8.Span);
        return reader.Read() && reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
    }

    private static JsonElement[]? Conversation(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().ToArray() is { Length: > 0 } items && items.All(IsMessage) ? items : null,
        JsonValueKind.Object when IsMessage(value) => [value],
        JsonValueKind.Object when value.TryGetProperty("messages", out var messages) && messages.ValueKind is JsonValueKind.Array => Conversation(messages),
        JsonValueKind.Object when value.TryGetProperty("choices", out var choices) && choices.ValueKind is JsonValueKind.Array => Choices(choices),
        _ => null,
    };

    private static JsonElement[]? Choices(JsonElement choices)
    {
        var messages = choices.EnumerateArray()
            .Select(choice => choice.ValueKind is JsonValueKind.Object && choice.TryGetProperty("message", out var message) ? message : default)
            .ToArray();
        return messages.Length > 0 && messages.All(IsMessage) ? messages : null;
    }

    private static bool IsMessage(JsonElement value) =>
        value.ValueKind is JsonValueKind.Object && value.TryGetProperty("role", out var role) && role.ValueKind is JsonValueKind.String;
}
