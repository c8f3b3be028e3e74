namespace Observability.Prompts;

/// <summary>What a version of a prompt says: exactly one of a text and a list of messages. Immutable.</summary>
public sealed class PromptContent : IEquatable<PromptContent>
{
    /// <summary>The most characters of all texts together.</summary>
    public const int MaxLength = 1_000_000;

    /// <summary>The most messages and placeholders.</summary>
    public const int MaxMessages = 1000;

    private PromptContent(string? text, IReadOnlyList<PromptMessage> messages)
    {
        Text = text;
        Messages = messages;
        var length = (text?.Length ?? 0) + messages.Sum(message => (long)message.Content.Length);
        if (length > MaxLength)
        {
            throw new ArgumentException($"The prompt has {length} characters. A prompt may have at most {MaxLength}.");
        }
    }

    /// <summary>Whether it is a text or messages.</summary>
    public PromptType Type => Text is null ? PromptType.Chat : PromptType.Text;

    /// <summary>The template of a text prompt; null for a chat prompt.</summary>
    public string? Text { get; }

    /// <summary>The messages of a chat prompt; empty for a text prompt.</summary>
    public IReadOnlyList<PromptMessage> Messages { get; }

    /// <summary>Text is a text prompt.</summary>
    public static implicit operator PromptContent(string text) => FromText(text);

    /// <summary>Makes a text prompt.</summary>
    /// <exception cref="ArgumentException">It is longer than <see cref="MaxLength"/>.</exception>
    public static PromptContent FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new PromptContent(text, []);
    }

    /// <summary>Makes a chat prompt.</summary>
    /// <exception cref="ArgumentException">There are more than <see cref="MaxMessages"/> or they are longer than <see cref="MaxLength"/>.</exception>
    public static PromptContent FromMessages(params IEnumerable<PromptMessage> messages)
    {
        var list = messages.ToArray();
        return list.Length <= MaxMessages
            ? new PromptContent(null, list)
            : throw new ArgumentException($"The prompt has {list.Length} messages. A prompt may have at most {MaxMessages}.", nameof(messages));
    }

    /// <summary>The text, or each message's text in order: what variables and references can stand in.</summary>
    internal IEnumerable<string> Templates => Text is { } text ? [text] : Messages.Where(message => message.Placeholder is null).Select(message => message.Content);

    /// <summary>The same with every template replaced.</summary>
    internal PromptContent Select(Func<string, string> replace) => Text is { } text
        ? FromText(replace(text))
        : FromMessages(Messages.Select(message => message.Placeholder is null ? PromptMessage.Of(message.Role, replace(message.Content)) : message));

    /// <inheritdoc/>
    public bool Equals(PromptContent? other) => other is not null && Text == other.Text && Messages.SequenceEqual(other.Messages);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PromptContent);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Text, Messages.Count, Messages.Count > 0 ? Messages[0] : null);
}
