using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Observability.Capture;
using Observability.Capture.Messages;
using Observability.Capture.Streams;

namespace Observability.AgentFramework;

/// <summary>An agent's stream under observation.</summary>
internal sealed class ObservedAgentStream : ObservedStream<AgentResponseUpdate>
{
    private readonly LlmObservabilityAgent _agent;
    private readonly IList<ChatMessage> _messages;
    private readonly AgentSession? _session;
    private readonly AgentRunOptions? _options;
    private readonly ChatUpdateCollector _collector;

    public ObservedAgentStream(LlmObservabilityAgent agent, IList<ChatMessage> messages, AgentSession? session, AgentRunOptions? options, CancellationToken cancellationToken)
        : base(agent.Tracer, cancellationToken)
    {
        _agent = agent;
        _messages = messages;
        _session = session;
        _options = options;
        _collector = new ChatUpdateCollector(agent.CapturesContent);
    }

    protected override ObservedStream<AgentResponseUpdate> Again(CancellationToken cancellationToken) => new ObservedAgentStream(_agent, _messages, _session, _options, cancellationToken);

    protected override ObservationScope StartScope() => _agent.Start(_messages);

    protected override IAsyncEnumerable<AgentResponseUpdate> Begin(ObservationScope scope, CancellationToken cancellationToken) =>
        _agent.StreamInner(_messages, _session, _options, cancellationToken);

    protected override void OnItem(AgentResponseUpdate item) => _collector.Add(item.AsChatResponseUpdate());

    protected override void OnEnd(ObservationScope scope, bool completed)
    {
        scope.SetFinishReason(_collector.FinishReason?.Value);
        LlmObservabilityAgent.SetUsage(scope, _collector.HasUsage ? _collector.Updates : null);
        if (_agent.CapturesContent)
        {
            scope.SetOutput(_collector.Updates);
        }
    }
}
