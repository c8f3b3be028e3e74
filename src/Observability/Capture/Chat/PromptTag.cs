using Microsoft.Extensions.AI;
using Observability.Model;

namespace Observability.Capture.Chat;

/// <summary>Carries a registry prompt's name, version and label to the generation made from it, inside <see cref="ChatOptions"/>.</summary>
internal static class PromptTag
{
    /// <summary>The key in <see cref="ChatOptions.AdditionalProperties"/>. It never reaches the provider: the observer takes it out of a copy.</summary>
    public const string Key = "llm_observability.prompt";

    /// <summary>Marks options as made from a prompt.</summary>
    public static void Set(ChatOptions options, PromptLink prompt) => (options.AdditionalProperties ??= [])[Key] = prompt;

    /// <summary>Reads the mark, and replaces options that have it by a copy without it: the caller's own object stays as it is.</summary>
    public static PromptLink? Take(ref ChatOptions? options)
    {
        if (options?.AdditionalProperties is not { Count: > 0 } properties || !properties.TryGetValue(Key, out var value))
        {
            return null;
        }

        options = options.Clone();
        options.AdditionalProperties!.Remove(Key);
        return value as PromptLink;
    }
}
