using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Observability.Model;

namespace Observability.Evaluation.Messages;

/// <summary>Writes chat messages as a payload: text, tool calls and tool results in the shape of OpenAI chat completions.</summary>
internal static class ChatPayload
{
    public static Payload Of(IEnumerable<ChatMessage> messages)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonDefaults.WriterOptions))
        {
            writer.WriteStartArray();
            foreach (var message in messages)
            {
                Write(writer, message);
            }

            writer.WriteEndArray();
        }

        return Payload.FromUtf8(buffer.WrittenMemory);
    }

    private static void Write(Utf8JsonWriter writer, ChatMessage message)
    {
        foreach (var result in message.Contents.OfType<FunctionResultContent>())
        {
            writer.WriteStartObject();
            writer.WriteString("role", "tool");
            writer.WriteString("tool_call_id", result.CallId);
            writer.WriteString("content", result.Result as string ?? JsonSerializer.Serialize(result.Result, JsonDefaults.Options));
            writer.WriteEndObject();
        }

        var calls = message.Contents.OfType<FunctionCallContent>().ToList();
        if (calls.Count == 0 && message.Contents.Count > 0 && message.Contents.All(content => content is FunctionResultContent))
        {
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("role", message.Role.Value);
        writer.WriteString("content", message.Text);
        if (calls.Count > 0)
        {
            writer.WriteStartArray("tool_calls");
            foreach (var call in calls)
            {
                writer.WriteStartObject();
                writer.WriteString("id", call.CallId);
                writer.WriteString("type", "function");
                writer.WriteStartObject("function");
                writer.WriteString("name", call.Name);
                writer.WriteString("arguments", JsonSerializer.Serialize(call.Arguments, JsonDefaults.Options));
                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
