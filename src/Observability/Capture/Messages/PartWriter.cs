using Microsoft.Extensions.AI;
using Observability.Pipeline;

namespace Observability.Capture.Messages;

/// <summary>Writes one part of a message. Media leaves the payload: its bytes are kept by hash, its reference stands in their place.</summary>
internal static class PartWriter
{
    public static void Write(PayloadWriter writer, AIContent content)
    {
        writer.StartObject();
        switch (content)
        {
            case TextContent text:
                writer.Text("type", "text");
                writer.Text("text", text.Text);
                break;
            case TextReasoningContent reasoning:
                writer.Text("type", "reasoning");
                writer.Text("text", reasoning.Text);
                break;
            case DataContent data:
                WriteData(writer, data);
                break;
            case UriContent uri:
                WriteUri(writer, uri);
                break;
            case HostedFileContent file:
                writer.Text("type", "file");
                writer.Name("file");
                writer.StartObject();
                writer.Text("file_id", file.FileId);
                writer.EndObject();
                break;
            case ErrorContent error:
                writer.Text("type", "error");
                writer.Text("message", error.Message);
                writer.Text("code", error.ErrorCode);
                break;
            case ToolCallContent call:
                writer.Text("type", call.GetType().Name);
                writer.Text("id", call.CallId);
                break;
            case ToolResultContent result:
                writer.Text("type", result.GetType().Name);
                writer.Text("id", result.CallId);
                break;
            default:
                // A content this version does not know is named, so that nobody believes it was not there.
                writer.Text("type", content.GetType().Name);
                break;
        }

        writer.EndObject();
    }

    private static void WriteData(PayloadWriter writer, DataContent data)
    {
        if (data.HasTopLevelMediaType("image"))
        {
            writer.Text("type", "image_url");
            writer.Name("image_url");
            writer.StartObject();
            writer.Name("url");
        }
        else if (data.HasTopLevelMediaType("audio"))
        {
            writer.Text("type", "input_audio");
            writer.Name("input_audio");
            writer.StartObject();
            writer.Text("format", data.MediaType["audio/".Length..]);
            writer.Name("data");
        }
        else
        {
            writer.Text("type", "file");
            writer.Name("file");
            writer.StartObject();
            writer.Text("filename", data.Name);
            writer.Name("file_data");
        }

        writer.MediaReference(data.MediaType, data.Data);
        writer.EndObject();
    }

    private static void WriteUri(PayloadWriter writer, UriContent uri)
    {
        var isImage = uri.HasTopLevelMediaType("image");
        writer.Text("type", isImage ? "image_url" : "file");
        writer.Name(isImage ? "image_url" : "file");
        writer.StartObject();
        writer.Text(isImage ? "url" : "file_url", uri.Uri.OriginalString);
        writer.EndObject();
    }
}
