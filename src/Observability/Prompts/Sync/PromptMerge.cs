namespace Observability.Prompts.Sync;

/// <summary>What becomes of one prompt. Numbers of what is pushed are those of files, until the registry has given its own.</summary>
internal sealed class PromptMerge(string name, SyncPrompt files, SyncPrompt registry)
{
    public string Name { get; } = name;

    public SyncPrompt Files { get; } = files;

    public SyncPrompt Registry { get; } = registry;

    public List<PromptSyncStep> Steps { get; } = [];

    /// <summary>The versions of files that the registry does not have.</summary>
    public List<SyncVersion> Created { get; } = [];

    /// <summary>The versions of files that the registry has under another number.</summary>
    public Dictionary<int, int> Renumbered { get; } = [];

    public Dictionary<string, int?> PushedLabels { get; } = [];

    public Dictionary<string, PromptArm[]?> PushedSplits { get; } = [];

    public IReadOnlyList<string>? PushedTags { get; set; }

    public HashSet<int> DeletedInRegistry { get; } = [];

    public bool DeletesInRegistry { get; set; }

    public HashSet<int> Pulled { get; } = [];

    public Dictionary<string, int?> PulledLabels { get; } = [];

    public Dictionary<string, PromptArm[]?> PulledSplits { get; } = [];

    public IReadOnlyList<string>? PulledTags { get; set; }

    public HashSet<int> DeletedInFiles { get; } = [];

    public bool DeletesInFiles { get; set; }

    public bool ChangesRegistry => Steps.Any(step => step.Action == PromptSyncAction.Push);

    /// <summary>Also what the registry numbers otherwise.</summary>
    public bool ChangesFiles => Created.Count > 0 || Steps.Any(step => step.Action == PromptSyncAction.Pull);

    public void Add(PromptSyncAction action, string reason) => Steps.Add(new PromptSyncStep(Name, action, reason));
}
