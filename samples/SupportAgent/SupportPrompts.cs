using Observability.Prompts;

namespace SupportAgent;

/// <summary>The prompts of the desk: in the registry, so that they change without a new build. Here is only what a new registry begins with.</summary>
internal static class SupportPrompts
{
    public static PromptName Agent { get; } = "support/agent";

    public static PromptName Summary { get; } = "support/summary";

    public static async Task EnsureAsync(IPromptRegistry prompts)
    {
        await EnsureAsync(prompts, Agent, PromptContent.FromMessages(PromptMessage.System(
            "You are the support agent of a small shop for lamps and household goods and talk to {{customer}}. Look things up with the tools before you answer; " +
            "answer in two sentences at most. If a tool fails, say so and hand the case over to a colleague.")));
        await EnsureAsync(prompts, Summary, "Summarise this support conversation for the ticket in one sentence.\n{{conversation}}");
    }

    private static async Task EnsureAsync(IPromptRegistry prompts, PromptName name, PromptContent content)
    {
        if (await prompts.FindAsync(name) is null)
        {
            await prompts.CreateAsync(new PromptDraft { Name = name, Content = content, Labels = [PromptLabel.Production], CommitMessage = "What the sample begins with." });
        }
    }
}
