using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Observability.Capture;
using Observability.Capture.Chat;
using Observability.Capture.Messages;
using Observability.Capture.Tokens;
using Observability.Model;

namespace Observability.AgentFramework;

/// <summary>Observes the runs of one agent.</summary>
internal sealed class LlmObservabilityAgent : DelegatingAIAgent
{
    private readonly LlmObservability _observability;
    private readonly AgentClientObserver _client;

    private LlmObservabilityAgent(AIAgent innerAgent, LlmObservability observability)
        : base(innerAgent)
    {
        _observability = observability;
        _client = AgentClientObserver.Attach(innerAgent, observability);
    }

    internal Tracer Tracer => _observability.Tracer;

    internal bool CapturesContent => _observability.Options.CaptureContent;

    /// <summary>Wraps an agent; returns it unchanged when capture is off or it is observed already.</summary>
    public static AIAgent Wrap(AIAgent inner, LlmObservability observability) =>
        !observability.Options.Enabled || inner.GetService<LlmObservabilityAgent>() is not null ? inner : new LlmObservabilityAgent(inner, observability);

    /// <summary>Starts the observation of a run, without making it current.</summary>
    internal ObservationScope Start(IList<ChatMessage> messages)
    {
        var scope = Tracer.StartDetached(ObservationKind.Agent, AgentName(InnerAgent), Tracer.CurrentParent());
        scope.OwnsTools = _client.SeesTools;
        try
        {
            scope.SetMetadata("agent_id", InnerAgent.Id);
            if (CapturesContent)
            {
                scope.SetInput(new ChatMessagesPayload(messages));
            }
        }
        catch (Exception exception)
        {
            Tracer.ObservingFailed(exception);
        }

        return scope;
    }

    /// <summary>Only a run whose model calls nobody saw may carry their sum: otherwise the trace would count every token twice.</summary>
    internal static void SetUsage(ObservationScope scope, IUsageSource? usage)
    {
        if (!scope.HasGenerations)
        {
            scope.SetUsageSource(usage);
        }
    }

    internal IAsyncEnumerable<AgentResponseUpdate> StreamInner(IList<ChatMessage> messages, AgentSession? session, AgentRunOptions? options, CancellationToken cancellationToken) =>
        InnerAgent.RunStreamingAsync(messages, session, _client.Observe(options), cancellationToken);

    protected override async Task<AgentResponse> RunCoreAsync(IEnumerable<ChatMessage> messages, AgentSession? session = null, AgentRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        var list = messages as IList<ChatMessage> ?? [.. messages];
        var scope = Start(list);
        scope.Activate();
        try
        {
            var response = await InnerAgent.RunAsync(list, session, _client.Observe(options), cancellationToken).ConfigureAwait(false);
            Complete(scope, response);
            return response;
        }
        catch (Exception exception)
        {
            scope.SetException(exception);
            throw;
        }
        finally
        {
            scope.End(restoreAmbient: false);
        }
    }

    protected override IAsyncEnumerable<AgentResponseUpdate> RunCoreStreamingAsync(IEnumerable<ChatMessage> messages, AgentSession? session = null, AgentRunOptions? options = null, CancellationToken cancellationToken = default) =>
        new ObservedAgentStream(this, messages as IList<ChatMessage> ?? [.. messages], session, options, cancellationToken);

    private static string AgentName(AIAgent agent) => string.IsNullOrWhiteSpace(agent.Name) ? "agent" : agent.Name;

    private void Complete(ObservationScope scope, AgentResponse response)
    {
        try
        {
            scope.SetFinishReason(response.FinishReason?.Value);
            SetUsage(scope, response.Usage is { } usage ? new UsageDetailsSource(usage, null) : null);
            if (CapturesContent)
            {
                scope.SetOutput(new ChatResponsePayload(response.Messages));
            }
        }
        catch (Exception exception)
        {
            Tracer.ObservingFailed(exception);
        }
    }
}
