using System.Text.Json;
using Observability.AspNetCore.Otlp.Spans;

namespace Observability.AspNetCore.Otlp.Messages;

/// <summary>Writes the parts of messages in the GenAI conventions as parts of OpenAI chat completions.</summary>
/// <remarks>Bytes are written as data URIs, which the pipeline lifts into media. A part of an unknown kind stays as it is.</remarks>
internal static class MessagePartWriter
{
    public static void Write(Utf8JsonWriter writer, JsonElement part)
    {
        if (part.ValueKind == JsonValueKind.Object && part.TryGetProperty("message_content", out var wrapped) && wrapped.ValueKind == JsonValueKind.Object)
        {
            WriteWrapped(writer, wrapped);
            return;
        }

        switch (TypeOf(part))
        {
            case "text" when TryGetString(part, "content", out var text):
                WriteText(writer, "text", text);
                break;
            case "reasoning" or "thinking" when TryGetString(part, "content", out var text):
                WriteText(writer, "reasoning", text);
                break;
            case "blob" when TryGetText(part, "content", out var base64):
                var mime = Text(part, "mime_type") ?? "application/octet-stream";
                WriteMedia(writer, part, mime, $"data:{mime};base64,{base64}");
                break;
            case "uri" when TryGetText(part, "uri", out var uri):
                WriteMedia(writer, part, Text(part, "mime_type") ?? "", uri);
                break;
            case "file" when TryGetText(part, "file_id", out var file):
                writer.WriteStartObject();
                writer.WriteString("type", "file");
                writer.WriteStartObject("file");
                writer.WriteString("file_id", file);
                writer.WriteEndObject();
                writer.WriteEndObject();
                break;
            default:
                part.WriteTo(writer);
                break;
        }
    }

    /// <summary>The text of a text part; false for any other.</summary>
    public static bool TryGetPlainText(JsonElement part, out JsonElement text)
    {
        text = default;
        return TypeOf(part) == "text" && (TryGetString(part, "content", out text) || TryGetString(part, "text", out text));
    }

    /// <summary>The kind of a part; null when it says none.</summary>
    public static string? TypeOf(JsonElement part) => part.ValueKind == JsonValueKind.Object ? Text(part, "type") : null;

    // OpenInference: {type, text} or {type: "image", image: {image: {url}}}.
    private static void WriteWrapped(Utf8JsonWriter writer, JsonElement content)
    {
        if (content.TryGetProperty("image", out var image)
            && (image.ValueKind == JsonValueKind.Object && image.TryGetProperty("image", out var inner) ? inner : image) is { ValueKind: JsonValueKind.Object } url
            && TryGetText(url, "url", out var address))
        {
            WriteMedia(writer, content, "image/*", address);
            return;
        }

        content.WriteTo(writer);
    }

    private static void WriteText(Utf8JsonWriter writer, string type, JsonElement text)
    {
        writer.WriteStartObject();
        writer.WriteString("type", type);
        writer.WritePropertyName("text");
        text.WriteTo(writer);
        writer.WriteEndObject();
    }

    private static void WriteMedia(Utf8JsonWriter writer, JsonElement part, string mime, string address)
    {
        var modality = Text(part, "modality");
        writer.WriteStartObject();
        if (modality == "image" || mime.StartsWith("image/", StringComparison.OrdinalIgnoreCase))
        {
            writer.WriteString("type", "image_url");
            writer.WriteStartObject("image_url");
            writer.WriteString("url", address);
        }
        else if (modality == "audio" || mime.StartsWith("audio/", StringComparison.OrdinalIgnoreCase))
        {
            writer.WriteString("type", "input_audio");
            writer.WriteStartObject("input_audio");
            writer.WriteString("format", mime.Length > "audio/".Length ? mime["audio/".Length..] : "");
            writer.WriteString("data", address);
        }
        else
        {
            writer.WriteString("type", "file");
            writer.WriteStartObject("file");
            writer.WriteString(address.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? "file_data" : "file_url", address);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string? Text(JsonElement element, string name) => TryGetText(element, name, out var text) ? text : null;

    private static bool TryGetText(JsonElement element, string name, out string text)
    {
        var isText = TryGetString(element, name, out var value);
        text = isText ? value.GetString()! : "";
        return isText;
    }

    private static bool TryGetString(JsonElement element, string name, out JsonElement text) =>
        element.TryGetProperty(name, out text) && text.ValueKind == JsonValueKind.String;
}
