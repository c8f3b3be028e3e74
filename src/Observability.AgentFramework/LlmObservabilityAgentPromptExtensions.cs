using System.Collections.ObjectModel;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Observability.Capture.Chat;
using Observability.Prompts;

namespace Observability;

/// <summary>Prompts of the registry for agents.</summary>
public static class LlmObservabilityAgentPromptExtensions
{
    /// <summary>Makes the options of an agent whose instructions and model options a prompt describes; the generations of its runs are linked to the prompt.</summary>
    /// <param name="prompt">A text prompt.</param>
    /// <param name="variables">A value for each variable.</param>
    /// <param name="tools">The tools there are: those that the configuration names are offered, all when it names none.</param>
    /// <example><code>var agent = new ChatClientAgent(client, prompt.ToAgentOptions()).AsBuilder().UseLlmObservability().Build();</code></example>
    /// <exception cref="InvalidOperationException">It is a chat prompt: an agent has instructions, and its conversation is its own.</exception>
    /// <exception cref="PromptTemplateException">A variable is missing or the configuration is not valid.</exception>
    public static ChatClientAgentOptions ToAgentOptions(this PromptVersion prompt, IReadOnlyDictionary<string, object?>? variables = null, IEnumerable<AITool>? tools = null)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var values = variables ?? ReadOnlyDictionary<string, object?>.Empty;
        var instructions = prompt.Render(values);
        var options = prompt.ToChatOptions(tools);
        if (!prompt.IsFallback)
        {
            options = PromptTag.Mark(options, PromptVersionChatExtensions.UseOf(prompt, values));
        }

        options.Instructions = instructions;
        return new ChatClientAgentOptions { ChatOptions = options };
    }
}
