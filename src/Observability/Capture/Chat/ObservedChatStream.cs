using Microsoft.Extensions.AI;
using Observability.Capture.Messages;
using Observability.Capture.Streams;

namespace Observability.Capture.Chat;

/// <summary>A chat client's stream under observation.</summary>
internal sealed class ObservedChatStream : ObservedStream<ChatResponseUpdate>
{
    private readonly ChatUpdateCollector _collector;
    private readonly LlmObservabilityChatClient _client;
    private readonly IList<ChatMessage> _messages;
    private readonly ChatOptions? _options;

    public ObservedChatStream(LlmObservabilityChatClient client, IList<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
        : base(client.Observability.Tracer, cancellationToken)
    {
        _client = client;
        _messages = messages;
        _options = options;
        _collector = new ChatUpdateCollector(client.Observability.Options.CaptureContent);
    }

    protected override ObservedStream<ChatResponseUpdate> Again(CancellationToken cancellationToken) => new ObservedChatStream(_client, _messages, _options, cancellationToken);

    protected override ObservationScope StartScope() => _client.Start(_messages, _options, stream: true);

    protected override IAsyncEnumerable<ChatResponseUpdate> Begin(ObservationScope scope, CancellationToken cancellationToken) =>
        _client.StreamInner(_messages, _options, cancellationToken);

    protected override void OnItem(ChatResponseUpdate item) => _collector.Add(item);

    protected override void OnEnd(ObservationScope scope, bool completed)
    {
        if (completed)
        {
            _client.MarkCacheHit(scope);
        }

        ChatObservation.Complete(scope, _collector, _client.ObservesLoop, completed);
    }
}
