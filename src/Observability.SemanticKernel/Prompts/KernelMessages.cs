using System.Security;
using System.Text;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Observability.Prompts;

namespace Observability.SemanticKernel.Prompts;

/// <summary>Renders prompts of the registry to what Semantic Kernel takes.</summary>
internal static class KernelMessages
{
    // What Semantic Kernel looks for to split a text into messages.
    private const string MessageTag = "<message";

    /// <summary>Messages; those given for a placeholder are passed on as they are.</summary>
    /// <exception cref="PromptTemplateException">A variable or placeholder is missing or is no message.</exception>
    public static IEnumerable<ChatMessageContent> Render(PromptVersion prompt, IReadOnlyDictionary<string, object?> values)
    {
        var (templates, encoding) = (prompt.Compiled.Templates, prompt.Compiled.Encoding);
        if (prompt.Type == PromptType.Text)
        {
            yield return new ChatMessageContent(AuthorRole.User, templates[0].Render(values, encoding));
            yield break;
        }

        var next = 0;
        foreach (var message in prompt.Content.Messages)
        {
            if (message.Placeholder is { } name)
            {
                foreach (var given in MessagesFor(name, values))
                {
                    yield return given;
                }
            }
            else
            {
                yield return new ChatMessageContent(RoleOf(message.Role), templates[next++].Render(values, encoding));
            }
        }
    }

    /// <summary>One text, from which Semantic Kernel makes the same messages: no value can begin or end one.</summary>
    public static string RenderText(PromptVersion prompt, IReadOnlyDictionary<string, object?> values)
    {
        var messages = Render(prompt, values).ToList();
        if (prompt.Type == PromptType.Text && !messages[0].Content!.Contains(MessageTag, StringComparison.OrdinalIgnoreCase))
        {
            return messages[0].Content!;
        }

        var text = new StringBuilder();
        foreach (var message in messages)
        {
            text.Append(MessageTag).Append(" role=\"").Append(SecurityElement.Escape(message.Role.Label)).Append("\">").Append(SecurityElement.Escape(message.Content)).AppendLine("</message>");
        }

        return text.ToString();
    }

    private static IEnumerable<ChatMessageContent> MessagesFor(string name, IReadOnlyDictionary<string, object?> values)
    {
        if (!values.TryGetValue(name, out var value))
        {
            throw new PromptTemplateException($"Placeholder '{name}' of the prompt has no messages. Give it a ChatHistory, messages, or null for none.", name);
        }

        return value switch
        {
            null => [],
            ChatMessageContent message => [message],
            IEnumerable<ChatMessageContent> several => several,
            PromptMessage { Placeholder: null } message => [new ChatMessageContent(RoleOf(message.Role), message.Content)],
            IEnumerable<PromptMessage> several => several.Where(message => message.Placeholder is null).Select(message => new ChatMessageContent(RoleOf(message.Role), message.Content)),
            _ => throw new PromptTemplateException($"Placeholder '{name}' of the prompt was given a {value.GetType().Name}. Give it a ChatHistory, messages, or null for none.", name),
        };
    }

    private static AuthorRole RoleOf(string role) => role switch
    {
        "human" => AuthorRole.User,
        "ai" or "model" => AuthorRole.Assistant,
        _ => new AuthorRole(role),
    };
}
