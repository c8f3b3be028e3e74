using Microsoft.Extensions.AI;

namespace Observability.Benchmarks.Capture;

/// <summary>A model that answers at once, so that only what is put round it is measured.</summary>
internal sealed class ReadyChatClient : IChatClient
{
    private readonly ChatResponse _response;
    private readonly ChatResponseUpdate[] _updates;

    public ReadyChatClient(int answerCharacters, int updates)
    {
        _response = new ChatResponse(new ChatMessage(ChatRole.Assistant, new string('a', answerCharacters)))
        {
            ModelId = "gpt-4o",
            FinishReason = ChatFinishReason.Stop,
            Usage = new UsageDetails { InputTokenCount = 500, OutputTokenCount = 500, TotalTokenCount = 1000 },
        };
        _updates = [.. Enumerable.Range(0, updates).Select(i => i == updates - 1
            ? new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(_response.Usage)]) { ModelId = "gpt-4o", FinishReason = ChatFinishReason.Stop }
            : new ChatResponseUpdate(ChatRole.Assistant, "token ") { ModelId = "gpt-4o" })];
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(_response);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in _updates)
        {
            await ValueTask.CompletedTask.ConfigureAwait(false);
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }
}
