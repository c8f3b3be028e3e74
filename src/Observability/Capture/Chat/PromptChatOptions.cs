using Microsoft.Extensions.AI;

namespace Observability.Capture.Chat;

/// <summary>Options that know which prompt they were made from, also as copies. Nothing of it is in the properties that providers read.</summary>
internal sealed class PromptChatOptions : ChatOptions
{
    public PromptChatOptions(ChatOptions? options, PromptUse use)
        : base(options) => Use = use;

    public PromptUse Use { get; }

    public override ChatOptions Clone() => new PromptChatOptions(this, Use);
}
