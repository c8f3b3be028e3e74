using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Observability.Model;

namespace Observability.Evaluation.Messages;

/// <summary>Writes messages as readable text: one paragraph each, with the role in front.</summary>
internal static class ChatTranscript
{
    public static string Of(IEnumerable<ChatMessage> messages)
    {
        var text = new StringBuilder();
        foreach (var message in messages)
        {
            foreach (var content in message.Contents)
            {
                if (Line(message, content) is not { } line)
                {
                    continue;
                }

                if (text.Length > 0)
                {
                    text.Append('\n');
                }

                text.Append(line);
            }
        }

        return text.ToString();
    }

    private static string? Line(ChatMessage message, AIContent content) => content switch
    {
        TextContent { Text.Length: > 0 } part => $"{message.Role.Value}: {part.Text}",
        FunctionCallContent call => $"{message.Role.Value} calls {call.Name}({JsonSerializer.Serialize(call.Arguments, JsonDefaults.Options)})",
        FunctionResultContent result => $"tool: {(result.Result is string text ? text : JsonSerializer.Serialize(result.Result, JsonDefaults.Options))}",
        _ => null,
    };
}
