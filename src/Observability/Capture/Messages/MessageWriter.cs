using Microsoft.Extensions.AI;
using Observability.Pipeline;

namespace Observability.Capture.Messages;

/// <summary>Writes messages in the shape of OpenAI chat completions: <c>role</c>, <c>content</c> as text or parts, <c>tool_calls</c>, <c>tool_call_id</c>.</summary>
internal static class MessageWriter
{
    /// <summary>Writes one message; a message that holds several tool results becomes one message each, as on the wire.</summary>
    public static void Write(PayloadWriter writer, MessageSnapshot message)
    {
        switch (message.Contents)
        {
            case null or string:
                Begin(writer, message.Role, message.Author);
                writer.Text("content", (string?)message.Contents);
                writer.EndObject();
                break;
            case AIContent content:
                Write(writer, message.Role, message.Author, [content]);
                break;
            case AIContent[] contents:
                Write(writer, message.Role, message.Author, contents);
                break;
        }
    }

    /// <summary>Writes the contents of one message.</summary>
    public static void Write(PayloadWriter writer, string role, string? author, ReadOnlySpan<AIContent> contents)
    {
        var results = 0;
        foreach (var content in contents)
        {
            if (content is FunctionResultContent result)
            {
                WriteToolResult(writer, result);
                results++;
            }
        }

        // An empty message is written too: that the model said nothing is a fact.
        if (results < contents.Length || results == 0)
        {
            WriteOther(writer, role, author, contents);
        }
    }

    private static void WriteOther(PayloadWriter writer, string role, string? author, ReadOnlySpan<AIContent> contents)
    {
        var calls = 0;
        var parts = 0;
        TextContent? text = null;
        foreach (var content in contents)
        {
            switch (content)
            {
                case FunctionCallContent:
                    calls++;
                    break;
                case FunctionResultContent or UsageContent:
                    break;
                default:
                    parts++;
                    text = content as TextContent;
                    break;
            }
        }

        Begin(writer, role, author);
        writer.Name("content");
        if (parts == 0)
        {
            writer.Null();
        }
        else if (parts == 1 && text is not null)
        {
            writer.Text(text.Text);
        }
        else
        {
            writer.StartArray();
            foreach (var content in contents)
            {
                if (content is not (FunctionCallContent or FunctionResultContent or UsageContent))
                {
                    PartWriter.Write(writer, content);
                }
            }

            writer.EndArray();
        }

        if (calls > 0)
        {
            writer.Name("tool_calls");
            writer.StartArray();
            foreach (var content in contents)
            {
                if (content is FunctionCallContent call)
                {
                    WriteToolCall(writer, call);
                }
            }

            writer.EndArray();
        }

        writer.EndObject();
    }

    private static void WriteToolCall(PayloadWriter writer, FunctionCallContent call)
    {
        writer.StartObject();
        writer.Text("id", call.CallId);
        writer.Text("type", "function");
        writer.Name("function");
        writer.StartObject();
        writer.Text("name", call.Name);
        writer.Text("arguments", ArgumentsText.Of(call.Arguments));
        writer.EndObject();
        writer.EndObject();
    }

    private static void WriteToolResult(PayloadWriter writer, FunctionResultContent result)
    {
        Begin(writer, "tool", null);
        writer.Text("tool_call_id", result.CallId);
        writer.Text("content", result.Result is null && result.Exception is { } exception ? exception.Message : ArgumentsText.OfValue(result.Result));
        writer.EndObject();
    }

    private static void Begin(PayloadWriter writer, string role, string? author)
    {
        writer.StartObject();
        writer.Text("role", role);
        if (author is not null)
        {
            writer.Text("name", author);
        }
    }
}
