using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Observability.Benchmarks.SemanticKernel;

/// <summary>A chat service that answers at once.</summary>
internal sealed class InstantChatService : IChatCompletionService
{
    private static readonly IReadOnlyList<ChatMessageContent> Answer = [new(AuthorRole.Assistant, "Mild.", metadata: new Dictionary<string, object?> { ["FinishReason"] = "Stop" })];

    public IReadOnlyDictionary<string, object?> Attributes { get; } = new Dictionary<string, object?> { ["ModelId"] = "instant" };

    public Task<IReadOnlyList<ChatMessageContent>> GetChatMessageContentsAsync(
        ChatHistory chatHistory, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(Answer);

    public async IAsyncEnumerable<StreamingChatMessageContent> GetStreamingChatMessageContentsAsync(
        ChatHistory chatHistory, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        yield return new StreamingChatMessageContent(AuthorRole.Assistant, "Mild.");
    }
}
