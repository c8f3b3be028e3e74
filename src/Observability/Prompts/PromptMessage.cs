namespace Observability.Prompts;

/// <summary>One message of a chat prompt, or a placeholder where messages are inserted.</summary>
public sealed record PromptMessage
{
    private PromptMessage(string role, string content, string? placeholder)
    {
        Role = role;
        Content = content;
        Placeholder = placeholder;
    }

    /// <summary>Who says it, e.g. <c>system</c>; empty for a placeholder.</summary>
    public string Role { get; }

    /// <summary>The template of what is said; empty for a placeholder.</summary>
    public string Content { get; }

    /// <summary>The name of the messages to insert here; null for a message.</summary>
    public string? Placeholder { get; }

    /// <summary>Makes a message.</summary>
    /// <exception cref="ArgumentException">The role is empty.</exception>
    public static PromptMessage Of(string role, string content)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(role);
        ArgumentNullException.ThrowIfNull(content);
        return new PromptMessage(role, content, null);
    }

    /// <summary>Makes a system message.</summary>
    public static PromptMessage System(string content) => Of("system", content);

    /// <summary>Makes a user message.</summary>
    public static PromptMessage User(string content) => Of("user", content);

    /// <summary>Makes an assistant message.</summary>
    public static PromptMessage Assistant(string content) => Of("assistant", content);

    /// <summary>Makes a place where messages are inserted, e.g. the conversation so far.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static PromptMessage PlaceholderFor(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new PromptMessage("", "", name);
    }
}
