using Observability.Model;

namespace Observability.Prompts;

/// <summary>A prompt: its versions and the labels that point to them.</summary>
public sealed record Prompt
{
    /// <summary>The name.</summary>
    public required PromptName Name { get; init; }

    /// <summary>Whether it is a text or a chat prompt.</summary>
    public required PromptType Type { get; init; }

    /// <summary>The versions there are, oldest first.</summary>
    public required IReadOnlyList<int> Versions { get; init; }

    /// <summary>The version that each label points to, <c>latest</c> included.</summary>
    public required IReadOnlyDictionary<PromptLabel, int> Labels { get; init; }

    /// <summary>What it is tagged with.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The labels of which a share goes to other versions.</summary>
    public IReadOnlyDictionary<PromptLabel, PromptSplit> Splits { get; init; } = new Dictionary<PromptLabel, PromptSplit>();

    /// <summary>The configuration of the newest version that the query was about.</summary>
    public Payload Config { get; init; } = PromptVersion.EmptyConfig;

    /// <summary>When the first version was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When anything about it changed last.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Another after every change: what <see cref="PromptEdit.ExpectedRevision"/> compares with.</summary>
    public long Revision { get; init; }
}
