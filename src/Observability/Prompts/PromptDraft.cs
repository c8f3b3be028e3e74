using Observability.Model;

namespace Observability.Prompts;

/// <summary>A version to be made.</summary>
public sealed record PromptDraft
{
    /// <summary>The most characters of a commit message.</summary>
    public const int MaxCommitMessageLength = 500;

    /// <summary>The prompt; made with its first version.</summary>
    public required PromptName Name { get; init; }

    /// <summary>What it says.</summary>
    public required PromptContent Content { get; init; }

    /// <summary>Anything that belongs to the version, e.g. model and temperature: any JSON.</summary>
    /// <value>null: an empty object.</value>
    public Payload? Config { get; init; }

    /// <summary>The labels that move to it; <c>latest</c> always does.</summary>
    public IReadOnlyCollection<PromptLabel> Labels { get; init; } = [];

    /// <summary>The tags of the prompt; null leaves them as they are.</summary>
    public IReadOnlyCollection<string>? Tags { get; init; }

    /// <summary>Why it is made; at most <see cref="MaxCommitMessageLength"/> characters.</summary>
    public string? CommitMessage { get; init; }
}
