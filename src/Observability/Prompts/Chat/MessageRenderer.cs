using Microsoft.Extensions.AI;

namespace Observability.Prompts.Chat;

/// <summary>Renders prompts to messages of Microsoft.Extensions.AI.</summary>
internal static class MessageRenderer
{
    /// <exception cref="PromptTemplateException">A variable or placeholder is missing or is no message.</exception>
    public static List<ChatMessage> Render(PromptVersion prompt, IReadOnlyDictionary<string, object?> values, PromptEncoding encoding)
    {
        var templates = prompt.Compiled.Templates;
        if (prompt.Type == PromptType.Text)
        {
            return [new ChatMessage(ChatRole.User, templates[0].Render(values, encoding))];
        }

        var messages = new List<ChatMessage>(prompt.Content.Messages.Count);
        var next = 0;
        foreach (var message in prompt.Content.Messages)
        {
            if (message.Placeholder is { } name)
            {
                messages.AddRange(MessagesFor(name, values));
            }
            else
            {
                messages.Add(new ChatMessage(RoleOf(message.Role), templates[next++].Render(values, encoding)));
            }
        }

        return messages;
    }

    private static IEnumerable<ChatMessage> MessagesFor(string name, IReadOnlyDictionary<string, object?> values)
    {
        if (!values.TryGetValue(name, out var value))
        {
            throw new PromptTemplateException($"Placeholder '{name}' of the prompt has no messages. Give it messages, or null for none.", name);
        }

        return value switch
        {
            null => [],
            ChatMessage message => [message],
            IEnumerable<ChatMessage> several => several,
            PromptMessage { Placeholder: null } message => [new ChatMessage(RoleOf(message.Role), message.Content)],
            IEnumerable<PromptMessage> several => several.Where(message => message.Placeholder is null).Select(message => new ChatMessage(RoleOf(message.Role), message.Content)),
            _ => throw new PromptTemplateException($"Placeholder '{name}' of the prompt was given a {value.GetType().Name}. Give it messages, or null for none.", name),
        };
    }

    private static ChatRole RoleOf(string role) => role switch
    {
        "system" => ChatRole.System,
        "user" or "human" => ChatRole.User,
        "assistant" or "ai" or "model" => ChatRole.Assistant,
        _ => new ChatRole(role),
    };
}
