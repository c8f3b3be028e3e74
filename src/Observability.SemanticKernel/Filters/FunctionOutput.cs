using Microsoft.SemanticKernel;
using Observability.SemanticKernel.Messages;

namespace Observability.SemanticKernel.Filters;

/// <summary>Turns what a function returned into what its observation shows.</summary>
internal static class FunctionOutput
{
    public static object? Of(FunctionResult? result) => result?.GetValue<object>() switch
    {
        null => null,
        ChatMessageContent { Items: [TextContent text] } => text.Text,
        ChatMessageContent message => new MessagesPayload([message], isAnswer: true),
        IReadOnlyList<ChatMessageContent> messages => new MessagesPayload([.. messages]),
        KernelContent content => content.ToString(),
        Microsoft.Extensions.AI.ChatResponse response => response.Text,
        // What a stream yields belongs to its consumer.
        var value when FunctionStream.IsStream(value) => null,
        var value => value,
    };
}
