using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Observability.Capture.Chat;

namespace Observability.AgentFramework;

/// <summary>Observes the model calls and tools of a <see cref="ChatClientAgent"/> from inside the function loop that it adds round its client.</summary>
internal sealed class AgentClientObserver
{
    private readonly LlmObservability? _observability;

    private AgentClientObserver(bool seesTools, LlmObservability? observability)
    {
        SeesTools = seesTools;
        _observability = observability;
    }

    /// <summary>Whether each tool is captured as it runs.</summary>
    public bool SeesTools { get; }

    /// <summary>Attaches to an agent's client once, when the agent is built.</summary>
    public static AgentClientObserver Attach(AIAgent agent, LlmObservability observability)
    {
        if (agent.GetService<IChatClient>() is not { } client)
        {
            return new(seesTools: false, observability: null); // A remote agent: its own calls happen elsewhere.
        }

        var observed = client.GetService<LlmObservabilityChatClient>();
        if (client.GetService<FunctionInvokingChatClient>() is not { } loop)
        {
            // No loop in the agent: each call of its client is one model call, and the run options can wrap it.
            return new(seesTools: false, observed is null ? observability : null);
        }

        ToolObserver.Attach(loop, observability.Tracer);
        if (observed is null)
        {
            ClientChain.TryInsertBelow(loop, inner => LlmObservabilityChatClient.Wrap(inner, observability));
        }

        return new(seesTools: true, observability: null);
    }

    /// <summary>Adds the observer to one run's options where it could not be put into the agent; the caller's own options stay as they are.</summary>
    public AgentRunOptions? Observe(AgentRunOptions? options)
    {
        if (_observability is null || options is not (null or ChatClientAgentRunOptions))
        {
            return options;
        }

        var observed = (ChatClientAgentRunOptions?)options?.Clone() ?? new ChatClientAgentRunOptions();
        var previous = observed.ChatClientFactory;
        observed.ChatClientFactory = client => LlmObservabilityChatClient.Wrap(previous?.Invoke(client) ?? client, _observability);
        return observed;
    }
}
