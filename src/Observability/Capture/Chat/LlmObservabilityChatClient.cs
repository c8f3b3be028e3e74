using Microsoft.Extensions.AI;
using Observability.Model;

namespace Observability.Capture.Chat;

/// <summary>Observes the calls of one chat client: as generations, or, above a function loop, as the loop with its tools.</summary>
internal sealed class LlmObservabilityChatClient : DelegatingChatClient
{
    private readonly ChatSource _source;
    private readonly FunctionInvokingChatClient? _loop;
    private readonly bool _isCached;

    private LlmObservabilityChatClient(IChatClient innerClient, LlmObservability observability, FunctionInvokingChatClient? loop, bool isCached)
        : base(innerClient)
    {
        Observability = observability;
        _source = new ChatSource(innerClient);
        _loop = loop;
        _isCached = isCached;
    }

    public LlmObservability Observability { get; }

    /// <summary>Whether it observes a function loop rather than single model calls.</summary>
    public bool ObservesLoop => _loop is not null;

    /// <summary>Wraps <paramref name="inner"/>; returns it unchanged when capture is off or this position is observed already.</summary>
    public static IChatClient Wrap(IChatClient inner, LlmObservability observability)
    {
        if (!observability.Options.Enabled)
        {
            return inner;
        }

        var loop = inner.GetService<FunctionInvokingChatClient>();
        if (inner.GetService<LlmObservabilityChatClient>() is { } present && present.ObservesLoop == loop is not null)
        {
            return inner;
        }

        if (loop is not null)
        {
            ToolObserver.Attach(loop, observability.Tracer);
        }

        // With a loop in between the cache answers the generations inside, which are observed there or not at all.
        var isCached = loop is null && inner.GetService<CachingChatClient>() is { } cache
            && ClientChain.TryInsertBelow(cache, static below => new CacheMissProbe(below));
        return new LlmObservabilityChatClient(inner, observability, loop, isCached);
    }

    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var list = messages as IList<ChatMessage> ?? [.. messages];
        return ObserveAsync(list, options, cancellationToken);
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var list = messages as IList<ChatMessage> ?? [.. messages];
        return new ObservedChatStream(this, list, options, cancellationToken);
    }

    internal IAsyncEnumerable<ChatResponseUpdate> StreamInner(IList<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken) =>
        InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken);

    /// <summary>Starts the call's observation, without making it current.</summary>
    internal ObservationScope Start(IList<ChatMessage> messages, ChatOptions? options, bool stream)
    {
        var tracer = Observability.Tracer;
        if (_loop is not null)
        {
            ToolObserver.Attach(_loop, tracer);
            return ChatObservation.StartLoop(tracer, _source, messages, options);
        }

        return ChatObservation.StartGeneration(tracer, _source, messages, options, stream);
    }

    /// <summary>Fills the observation from a whole answer.</summary>
    internal void Complete(ObservationScope scope, ChatResponse response)
    {
        MarkCacheHit(scope);
        ChatObservation.Complete(scope, response, _loop is not null);
    }

    internal void MarkCacheHit(ObservationScope scope)
    {
        if (_isCached && !scope.ReachedModel)
        {
            scope.SetCacheHit();
        }
    }

    private async Task<ChatResponse> ObserveAsync(IList<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        var scope = Start(messages, options, stream: false);
        scope.Activate();
        try
        {
            var response = await InnerClient.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
            Complete(scope, response);
            return response;
        }
        catch (Exception exception)
        {
            scope.SetException(exception);
            ChatObservation.EndLoop(scope);
            throw;
        }
        finally
        {
            // This method's own flow ends here: the caller's context never had the scope in it.
            scope.End(restoreAmbient: false);
        }
    }
}
