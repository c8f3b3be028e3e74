using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Observability.Capture.Messages;
using Observability.Pipeline;

namespace Observability.SemanticKernel.Messages;

/// <summary>Writes a Semantic Kernel message in the shape of OpenAI chat completions.</summary>
internal static class MessageWriter
{
    private const int MessageOverhead = 96;

    public static long EstimateBytes(ChatMessageContent message)
    {
        long bytes = MessageOverhead;
        foreach (var item in message.Items)
        {
            bytes += item switch
            {
                TextContent text => 2L * (text.Text?.Length ?? 0),
                BinaryContent { CanRead: true } binary => binary.Data?.Length ?? 0,
                FunctionResultContent { Result: string result } => 2L * result.Length,
                _ => MessageOverhead,
            };
        }

        return bytes;
    }

    public static void Write(PayloadWriter writer, ChatMessageContent message)
    {
        var results = message.Items.OfType<FunctionResultContent>().ToList();
        if (results.Count == 0)
        {
            WriteMessage(writer, message);
            return;
        }

        // One message of Semantic Kernel may hold the results of several calls; on the wire each is a message of its own.
        foreach (var result in results)
        {
            WriteResult(writer, result);
        }
    }

    private static void WriteMessage(PayloadWriter writer, ChatMessageContent message)
    {
        writer.StartObject();
        // OpenAI's connector labels its answers "Assistant".
        writer.Text("role", message.Role.Label.ToLowerInvariant());
        if (!string.IsNullOrEmpty(message.AuthorName))
        {
            writer.Text("name", message.AuthorName);
        }

        WriteContent(writer, [.. message.Items.Where(item => item is not FunctionCallContent)]);
        var calls = message.Items.OfType<FunctionCallContent>().ToList();
        if (calls.Count > 0)
        {
            writer.Name("tool_calls");
            writer.StartArray();
            foreach (var call in calls)
            {
                ToolCallWriter.Write(writer, call.Id, FullName(call.PluginName, call.FunctionName), ArgumentsText.Of(call.Arguments));
            }

            writer.EndArray();
        }

        writer.EndObject();
    }

    private static void WriteContent(PayloadWriter writer, IReadOnlyList<KernelContent> items)
    {
        writer.Name("content");
        switch (items)
        {
            case []:
                writer.Null();
                break;
            case [TextContent text]:
                writer.Text(text.Text);
                break;
            default:
                writer.StartArray();
                foreach (var item in items)
                {
                    ContentPartWriter.Write(writer, item);
                }

                writer.EndArray();
                break;
        }
    }

    private static void WriteResult(PayloadWriter writer, FunctionResultContent result)
    {
        writer.StartObject();
        writer.Text("role", AuthorRole.Tool.Label);
        if (result.FunctionName is { } name)
        {
            writer.Text("name", FullName(result.PluginName, name));
        }

        writer.Text("tool_call_id", result.CallId);
        writer.Name("content");
        if (result.Result is KernelContent content and not TextContent)
        {
            writer.StartArray();
            ContentPartWriter.Write(writer, content);
            writer.EndArray();
        }
        else
        {
            writer.Text(ArgumentsText.OfValue(result.Result));
        }

        writer.EndObject();
    }

    private static string FullName(string? plugin, string function) => string.IsNullOrEmpty(plugin) ? function : $"{plugin}.{function}";
}
