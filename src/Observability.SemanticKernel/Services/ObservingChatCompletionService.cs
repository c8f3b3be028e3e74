using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Observability.SemanticKernel.Services;

/// <summary>Observes every call of a chat service, whoever makes it.</summary>
internal sealed class ObservingChatCompletionService(IChatCompletionService inner, LlmObservability observability, bool ownsInner = false)
    : ObservingService<IChatCompletionService>(inner, ownsInner), IChatCompletionService
{
    private readonly ServiceIdentity _identity = ServiceIdentity.Of(inner);

    public async Task<IReadOnlyList<ChatMessageContent>> GetChatMessageContentsAsync(
        ChatHistory chatHistory, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null, CancellationToken cancellationToken = default)
    {
        var call = ModelCall.Start(observability, _identity, chatHistory, executionSettings, kernel);
        if (call is null)
        {
            return await Inner.GetChatMessageContentsAsync(chatHistory, executionSettings, kernel, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            var answer = await Inner.GetChatMessageContentsAsync(chatHistory, executionSettings, kernel, cancellationToken).ConfigureAwait(false);
            call.Complete(answer);
            return answer;
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            throw;
        }
    }

    public async IAsyncEnumerable<StreamingChatMessageContent> GetStreamingChatMessageContentsAsync(
        ChatHistory chatHistory, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var call = ModelCall.Start(observability, _identity, chatHistory, executionSettings, kernel);
        var stream = Inner.GetStreamingChatMessageContentsAsync(chatHistory, executionSettings, kernel, cancellationToken);
        if (call is not null)
        {
            stream = ObservedStream.Observe(observability.Tracer, stream, new ChatStreamObserver(call), cancellationToken);
        }

        await foreach (var update in stream.ConfigureAwait(false))
        {
            yield return update;
        }
    }
}
