using Observability.Model;

namespace Observability.Prompts;

/// <summary>One version of a prompt as it was pulled: what it says, its configuration, and the labels it had.</summary>
/// <remarks>Immutable and thread-safe: cached instances are shared.</remarks>
public sealed partial class PromptVersion
{
    /// <summary>The id of this version.</summary>
    public required PromptId Id { get; init; }

    /// <summary>The name of the prompt.</summary>
    public required PromptName Name { get; init; }

    /// <summary>The version, from 1; 0 for a fallback.</summary>
    public required int Version { get; init; }

    /// <summary>What it says. Where it was pulled composed, references to other prompts are resolved.</summary>
    public required PromptContent Content { get; init; }

    /// <summary>Anything that belongs to the version, e.g. model and temperature: any JSON.</summary>
    public Payload Config { get; init; } = EmptyConfig;

    /// <summary>The labels that pointed to it.</summary>
    public IReadOnlyList<PromptLabel> Labels { get; init; } = [];

    /// <summary>The tags of the prompt.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Why this version was made.</summary>
    public string? CommitMessage { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was made or its labels changed last.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public string CreatedBy { get; init; } = PromptEdit.DefaultAuthor;

    /// <summary>The label it was asked by; null when it was asked by number.</summary>
    public PromptLabel? Label { get; init; }

    /// <summary>What it was composed of; null when it refers to no other prompt or was not composed.</summary>
    public PromptResolution? Resolution { get; init; }

    /// <summary>Whether it is a text or a chat prompt.</summary>
    public PromptType Type => Content.Type;

    /// <summary>Whether it is no version of the registry but what the application uses without one: generations made from it are not linked.</summary>
    public bool IsFallback => Version == 0;

    /// <summary>What generations made from it are marked with.</summary>
    public PromptLink Link => field ??= new PromptLink(Name.Value, Version, Label?.Value);

    internal static Payload EmptyConfig { get; } = Payload.FromUtf8("{}"u8.ToArray());

    /// <summary>What an application uses when there is no registry to ask.</summary>
    internal static PromptVersion Fallback(PromptName name, PromptContent content, PromptLabel? label) =>
        new() { Id = new PromptId("fallback"), Name = name, Version = 0, Content = content, Label = label ?? PromptLabel.Production };

    internal PromptReference Reference => new(Id, Name, Version);

    /// <summary>The same version with other content, as composed.</summary>
    internal PromptVersion Compose(PromptContent content, PromptResolution? resolution) => Copy(content, resolution, Label);

    /// <summary>The same version as asked by a label.</summary>
    internal PromptVersion AskedBy(PromptLabel? label) => label == Label ? this : Copy(Content, Resolution, label);

    /// <summary>Returns name and version, e.g. <c>support-answer v3</c>.</summary>
    public override string ToString() => $"{Name} v{Version}";

    private PromptVersion Copy(PromptContent content, PromptResolution? resolution, PromptLabel? label) => new()
    {
        Id = Id,
        Name = Name,
        Version = Version,
        Content = content,
        Config = Config,
        Labels = Labels,
        Tags = Tags,
        CommitMessage = CommitMessage,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        CreatedBy = CreatedBy,
        Label = label,
        Resolution = resolution,
    };
}
