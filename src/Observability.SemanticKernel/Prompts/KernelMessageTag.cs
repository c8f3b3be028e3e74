using System.Runtime.CompilerServices;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Observability.Capture;

namespace Observability.SemanticKernel.Prompts;

/// <summary>Carries a registry prompt to the generations made from its messages; connectors never see it.</summary>
internal static class KernelMessageTag
{
    // Where a rendered prompt stands in a conversation: at its beginning.
    private const int MaxSearched = 4;

    private static readonly ConditionalWeakTable<ChatMessageContent, PromptUse> Messages = [];
    private static volatile bool s_any;

    public static void Mark(ChatMessageContent message, PromptUse use)
    {
        s_any = true;
        Messages.AddOrUpdate(message, use);
    }

    public static PromptUse? Find(ChatHistory history)
    {
        for (var i = 0; s_any && i < history.Count && i < MaxSearched; i++)
        {
            if (Messages.TryGetValue(history[i], out var use))
            {
                return use;
            }
        }

        return null;
    }
}
