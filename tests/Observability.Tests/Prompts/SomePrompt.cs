using Observability.Model;
using Observability.Prompts;

namespace Observability.Tests.Prompts;

/// <summary>Versions of prompts that no registry has.</summary>
internal static class SomePrompt
{
    public static PromptVersion Of(PromptContent content, string config = "{}", PromptLabel? label = null) =>
        new() { Id = new PromptId("id"), Name = "support-answer", Version = 3, Content = content, Config = Payload.Parse(config), Label = label };
}
