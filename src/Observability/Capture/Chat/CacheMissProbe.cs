using Microsoft.Extensions.AI;

namespace Observability.Capture.Chat;

/// <summary>Sits below a cache and tells the observation above that the model was really asked.</summary>
internal sealed class CacheMissProbe(IChatClient innerClient) : DelegatingChatClient(innerClient)
{
    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Missed();
        return base.GetResponseAsync(messages, options, cancellationToken);
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Missed();
        return base.GetStreamingResponseAsync(messages, options, cancellationToken);
    }

    private static void Missed()
    {
        if (AmbientScope.Current is { } scope)
        {
            scope.ReachedModel = true;
        }
    }
}
