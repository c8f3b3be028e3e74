using Observability.Prompts.Files;

namespace Observability.Prompts.Sync;

/// <summary>A prompt on one side; without versions where there is none.</summary>
internal sealed record SyncPrompt
{
    public IReadOnlyDictionary<int, SyncVersion> Versions { get; init; } = new Dictionary<int, SyncVersion>();

    public IReadOnlyDictionary<string, int> Labels { get; init; } = new Dictionary<string, int>();

    public IReadOnlyDictionary<string, PromptArm[]> Splits { get; init; } = new Dictionary<string, PromptArm[]>();

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether nobody wrote labels, so that <c>production</c> goes with the newest version.</summary>
    public bool ImpliesLabels { get; init; }

    /// <summary>The revision of the files.</summary>
    public long Revision { get; init; }

    public bool Exists => Versions.Count > 0;

    public static SyncPrompt Of(FolderPrompt prompt) => new()
    {
        Versions = prompt.Versions.ToDictionary(version => version.Key, version => SyncVersion.Of(version.Value)),
        Labels = prompt.Labels,
        Splits = prompt.Splits,
        Tags = prompt.Tags,
        ImpliesLabels = prompt.ImpliesLabels,
        Revision = prompt.Revision,
    };

    public static SyncPrompt Of(Prompt prompt, IEnumerable<PromptVersion> versions) => new()
    {
        Versions = versions.ToDictionary(version => version.Version, SyncVersion.Of),
        Labels = prompt.Labels.Where(label => label.Key != PromptLabel.Latest).ToDictionary(label => label.Key.Value, label => label.Value),
        Splits = prompt.Splits.ToDictionary(split => split.Key.Value, split => split.Value.Arms.ToArray()),
        Tags = prompt.Tags,
    };
}
