using System.Collections.Concurrent;

namespace Observability.Capture.Chat;

/// <summary>The names of generations, e.g. <c>chat gpt-4o</c>, made once per model.</summary>
internal static class GenerationNames
{
    // Model names come from configuration; a caller that makes them up must not fill the memory.
    private const int Limit = 1_000;

    private static readonly ConcurrentDictionary<string, string> ChatNames = new();

    public static string Chat(string? model)
    {
        if (string.IsNullOrEmpty(model))
        {
            return "chat";
        }

        if (ChatNames.TryGetValue(model, out var name))
        {
            return name;
        }

        name = $"chat {model}";
        return ChatNames.Count < Limit ? ChatNames.GetOrAdd(model, name) : name;
    }
}
