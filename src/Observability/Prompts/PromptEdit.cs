namespace Observability.Prompts;

/// <summary>Who makes a change and under which conditions.</summary>
public sealed record PromptEdit
{
    internal const string DefaultAuthor = "API";

    /// <summary>Who makes it, for the audit trail.</summary>
    /// <value><c>API</c>.</value>
    public string Author { get; init; } = DefaultAuthor;

    /// <summary>Why, for the audit trail.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it may move labels that are protected.</summary>
    public bool OverridesProtection { get; init; }

    /// <summary>The <see cref="Prompt.Revision"/> the change was thought out on, 0 when the prompt must be new; null for any.</summary>
    public long? ExpectedRevision { get; init; }

    internal static PromptEdit Default { get; } = new();
}
