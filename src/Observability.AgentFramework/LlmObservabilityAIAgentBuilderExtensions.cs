using Microsoft.Agents.AI;
using Microsoft.Extensions.DependencyInjection;
using Observability.AgentFramework;

namespace Observability;

/// <summary>Adds LLM observability to agents.</summary>
public static class LlmObservabilityAIAgentBuilderExtensions
{
    /// <summary>Captures every run of the agent with its model calls and tools.</summary>
    /// <param name="builder">The builder of the agent.</param>
    /// <param name="observability">Where to; by default the one registered in the services the agent is built with, else <see cref="LlmObservability.Default"/>.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// The model calls of a <see cref="ChatClientAgent"/> are captured inside the function loop that it builds round its client, whether that client
    /// is observed or not. The agent is returned unchanged when capture is off, or when it is observed already.
    /// </remarks>
    public static AIAgentBuilder UseLlmObservability(this AIAgentBuilder builder, LlmObservability? observability = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use((inner, services) =>
            LlmObservabilityAgent.Wrap(inner, observability ?? services.GetService<LlmObservability>() ?? LlmObservability.Default));
    }
}
