using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Observability.Capture.Chat;

/// <summary>Carries a registry prompt to the generation made from it, with the options or the messages of the call. Providers never see it.</summary>
internal static class PromptTag
{
    // Where a rendered prompt stands in a conversation: at its beginning, perhaps after messages that a client in between put before it.
    private const int MaxSearched = 4;

    private static readonly ConditionalWeakTable<ChatMessage, PromptUse> Messages = [];
    private static volatile bool s_anyMessage;

    /// <summary>Options like these that are made from a prompt.</summary>
    public static ChatOptions Mark(ChatOptions? options, PromptUse use) => new PromptChatOptions(options, use);

    /// <summary>Marks a message as made from a prompt.</summary>
    public static void Mark(ChatMessage message, PromptUse use)
    {
        s_anyMessage = true;
        Messages.AddOrUpdate(message, use);
    }

    /// <summary>The prompt that a call was made from: what the messages say, which know the variables, else what the options say.</summary>
    public static PromptUse? Find(IList<ChatMessage> messages, ChatOptions? options)
    {
        if (s_anyMessage)
        {
            for (var i = 0; i < messages.Count && i < MaxSearched; i++)
            {
                if (Messages.TryGetValue(messages[i], out var use))
                {
                    return use;
                }
            }
        }

        return (options as PromptChatOptions)?.Use;
    }
}
