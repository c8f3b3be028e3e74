using System.Collections.Concurrent;
using Microsoft.Extensions.AI;

namespace Observability.Testing;

/// <summary>A model whose answers a test writes: given the messages, the text of the answer.</summary>
public sealed class ScriptedJudge(Func<IReadOnlyList<ChatMessage>, CancellationToken, Task<ChatResponse>> answer) : IChatClient
{
    private readonly ConcurrentQueue<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> _requests = new();

    public ScriptedJudge(Func<string, string> answer)
        : this((messages, _) => Task.FromResult(Answer(answer(string.Join("\n", messages.Select(m => m.Text))))))
    {
    }

    public ScriptedJudge(params string[] answers)
        : this(Take(answers))
    {
    }

    public IReadOnlyList<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> Requests => [.. _requests];

    public static ChatResponse Answer(string text) => new(new ChatMessage(ChatRole.Assistant, text))
    {
        ModelId = "gpt-4o-mini",
        Usage = new UsageDetails { InputTokenCount = 1000, OutputTokenCount = 100, TotalTokenCount = 1100 },
    };

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ChatMessage> list = [.. messages];
        _requests.Enqueue((list, options));
        return answer(list, cancellationToken);
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("openai", null, "gpt-4o-mini") : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private static Func<IReadOnlyList<ChatMessage>, CancellationToken, Task<ChatResponse>> Take(string[] answers)
    {
        var next = -1;
        return (_, _) => Task.FromResult(Answer(answers[Math.Min(Interlocked.Increment(ref next), answers.Length - 1)]));
    }
}
