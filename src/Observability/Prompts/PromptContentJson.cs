using System.Text.Json;
using Observability.Model;

namespace Observability.Prompts;

/// <summary>Prompts as JSON, in the shape of the wire: a string, or an array of <c>{role, content}</c> and <c>{type: "placeholder", name}</c>.</summary>
internal static class PromptContentJson
{
    public static JsonElement Write(PromptContent content) => Payload.FromUtf8(WriteUtf8(content)).ToElement();

    public static byte[] WriteUtf8(PromptContent content)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, JsonDefaults.WriterOptions))
        {
            if (content.Text is { } text)
            {
                writer.WriteStringValue(text);
            }
            else
            {
                writer.WriteStartArray();
                foreach (var message in content.Messages)
                {
                    Write(writer, message);
                }

                writer.WriteEndArray();
            }
        }

        return buffer.ToArray();
    }

    /// <exception cref="JsonException">It is neither text nor messages.</exception>
    public static PromptContent Read(JsonElement json)
    {
        try
        {
            return json.ValueKind switch
            {
                JsonValueKind.String => PromptContent.FromText(json.GetString()!),
                JsonValueKind.Array => PromptContent.FromMessages(json.EnumerateArray().Select(ReadMessage)),
                _ => throw new JsonException("A prompt is a string or an array of messages."),
            };
        }
        catch (ArgumentException exception)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    private static void Write(Utf8JsonWriter writer, PromptMessage message)
    {
        writer.WriteStartObject();
        if (message.Placeholder is { } placeholder)
        {
            writer.WriteString("name", placeholder);
            writer.WriteString("type", "placeholder");
        }
        else
        {
            writer.WriteString("role", message.Role);
            writer.WriteString("content", message.Content);
        }

        writer.WriteEndObject();
    }

    private static PromptMessage ReadMessage(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("A message is an object.");
        }

        return Text(json, "type") == "placeholder" || (!json.TryGetProperty("role", out _) && json.TryGetProperty("name", out _))
            ? PromptMessage.PlaceholderFor(Text(json, "name") ?? throw new JsonException("A placeholder has a name."))
            : PromptMessage.Of(Text(json, "role") ?? throw new JsonException("A message has a role."), Text(json, "content") ?? throw new JsonException("A message has content."));
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
