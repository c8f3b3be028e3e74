using Microsoft.SemanticKernel;
using Observability.Pipeline;

namespace Observability.SemanticKernel.Messages;

/// <summary>Writes one part of a message; bytes become media beside the payload.</summary>
internal static class ContentPartWriter
{
    public static void Write(PayloadWriter writer, KernelContent item)
    {
        writer.StartObject();
        switch (item)
        {
            case TextContent text:
                writer.Text("type", "text");
                writer.Text("text", text.Text);
                break;
            case ReasoningContent reasoning:
                writer.Text("type", "reasoning");
                writer.Text("text", reasoning.Text);
                break;
            case ImageContent image:
                WriteMedia(writer, "image_url", "url", image, "image/png");
                break;
            case AudioContent audio:
                WriteMedia(writer, "input_audio", "data", audio, "audio/mpeg");
                break;
            case BinaryContent binary:
                WriteMedia(writer, "file", "file_data", binary, "application/octet-stream");
                break;
            case FileReferenceContent file:
                writer.Text("type", "file");
                writer.Name("file");
                writer.StartObject();
                writer.Text("file_id", file.FileId);
                writer.EndObject();
                break;
            default:
                writer.Text("type", item.GetType().Name);
                writer.Text("text", item.ToString());
                break;
        }

        writer.EndObject();
    }

    private static void WriteMedia(PayloadWriter writer, string type, string property, BinaryContent content, string defaultContentType)
    {
        writer.Text("type", type);
        writer.Name(type);
        writer.StartObject();
        if (type == "input_audio" && content.MimeType is { } contentType)
        {
            writer.Text("format", contentType[(contentType.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        }

        writer.Name(property);

        // A data URI holds its bytes too: Data decodes it.
        if (content.CanRead && content.Data is { Length: > 0 } data)
        {
            writer.MediaReference(content.MimeType ?? defaultContentType, data);
        }
        else
        {
            writer.Text(content.Uri?.ToString());
        }

        writer.EndObject();
    }
}
