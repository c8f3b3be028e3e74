using System.Text.Json;
using Observability.AspNetCore.Otlp.Spans;
using Observability.Model;

namespace Observability.AspNetCore.Otlp.Messages;

/// <summary>Makes the input and output of model calls of the messages that instrumentations put on spans.</summary>
internal sealed class ChatMessages(PayloadBuilder payloads)
{
    /// <summary>Messages that go in, the system instructions first; null when there are none.</summary>
    public Payload? Input(in OtlpValue messages, in OtlpValue instructions)
    {
        if (messages.IsEmpty && instructions.IsEmpty)
        {
            return null;
        }

        using var system = payloads.Document(instructions);
        using var document = payloads.Document(messages);
        if (document is null && (!messages.IsEmpty || instructions.IsEmpty))
        {
            return payloads.Of(messages);
        }

        var systemText = instructions.Kind == OtlpValueKind.Text && system is null ? instructions.ToText() : null;
        return Write(document?.RootElement ?? default, "user", isOutput: false, writer => WriteInstructions(writer, system?.RootElement ?? default, systemText))
            ?? payloads.Of(messages);
    }

    /// <summary>Messages that come out: one alone, several as an array; null when there are none.</summary>
    public Payload? Output(in OtlpValue messages, ref string? finishReason)
    {
        using var document = payloads.Document(messages);
        return document is null ? payloads.Of(messages) : Output(document.RootElement, ref finishReason) ?? payloads.Of(messages);
    }

    /// <summary>Messages that go in, in any shape of the older conventions; null when they are no messages.</summary>
    public Payload? Input(JsonElement messages) => Write(messages, "user", isOutput: false);

    /// <summary>Messages that come out, in any shape of the older conventions; null when they are no messages.</summary>
    public Payload? Output(JsonElement messages, ref string? finishReason)
    {
        var first = messages.ValueKind == JsonValueKind.Array && messages.GetArrayLength() > 0 ? messages[0] : messages;
        finishReason ??= ChatMessageWriter.FinishReason(first);
        return Write(messages, "assistant", isOutput: true);
    }

    private Payload? Write(JsonElement messages, string defaultRole, bool isOutput, Action<Utf8JsonWriter>? first = null)
    {
        JsonElement[] all = messages.ValueKind switch
        {
            JsonValueKind.Array => [.. messages.EnumerateArray()],
            JsonValueKind.Object => [messages],
            _ => [],
        };
        if (!Array.TrueForAll(all, ChatMessageWriter.IsMessage) || (all.Length == 0 && first is null))
        {
            return null;
        }

        var writer = payloads.Begin();
        var isAlone = isOutput && all is [var only] && IsOneMessage(only);
        if (!isAlone)
        {
            writer.WriteStartArray();
        }

        first?.Invoke(writer);
        foreach (var message in all)
        {
            ChatMessageWriter.Write(writer, message, defaultRole);
        }

        if (!isAlone)
        {
            writer.WriteEndArray();
        }

        return payloads.End();
    }

    private static bool IsOneMessage(JsonElement message) =>
        !message.TryGetProperty("parts", out var parts)
        || parts.ValueKind != JsonValueKind.Array
        || !parts.EnumerateArray().Any(part => MessagePartWriter.TypeOf(part) == "tool_call_response");

    private static void WriteInstructions(Utf8JsonWriter writer, JsonElement instructions, string? text)
    {
        if (instructions.ValueKind == JsonValueKind.Undefined && string.IsNullOrEmpty(text))
        {
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("role", "system");
        writer.WritePropertyName("content");
        if (text is not null)
        {
            writer.WriteStringValue(text);
        }
        else if (instructions.ValueKind == JsonValueKind.Array)
        {
            ChatMessageWriter.WriteContent(writer, [.. instructions.EnumerateArray()]);
        }
        else
        {
            instructions.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
