namespace Observability.Prompts.Sync;

/// <summary>What both sides had of a prompt when they were synchronised last.</summary>
internal sealed record SyncBase
{
    /// <summary>The fingerprints of versions.</summary>
    public IReadOnlyDictionary<int, string> Versions { get; init; } = new Dictionary<int, string>();

    public IReadOnlyDictionary<string, int> Labels { get; init; } = new Dictionary<string, int>();

    public IReadOnlyDictionary<string, PromptArm[]> Splits { get; init; } = new Dictionary<string, PromptArm[]>();

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What both sides say now, and where they differ what both said before.</summary>
    public static SyncBase? Of(SyncPrompt files, SyncPrompt registry, SyncBase? before)
    {
        if (!files.Exists && !registry.Exists)
        {
            return null;
        }

        if (!files.Exists || !registry.Exists)
        {
            return before;
        }

        var old = before ?? new SyncBase();
        var versions = old.Versions.ToDictionary();
        foreach (var version in files.Versions.Keys.Union(registry.Versions.Keys).Union(old.Versions.Keys))
        {
            var (file, other) = (files.Versions.GetValueOrDefault(version), registry.Versions.GetValueOrDefault(version));
            if (file?.Fingerprint != other?.Fingerprint)
            {
                continue;
            }

            if (file is null)
            {
                versions.Remove(version);
            }
            else
            {
                versions[version] = file.Fingerprint;
            }
        }

        return new SyncBase
        {
            Versions = versions,
            Labels = Agreed(files.Labels, registry.Labels, old.Labels, (one, other) => one == other),
            Splits = Agreed(files.Splits, registry.Splits, old.Splits, (one, other) => one.SequenceEqual(other)),
            Tags = files.Tags.SequenceEqual(registry.Tags) ? files.Tags : old.Tags,
        };
    }

    private static Dictionary<string, T> Agreed<T>(IReadOnlyDictionary<string, T> files, IReadOnlyDictionary<string, T> registry, IReadOnlyDictionary<string, T> before, Func<T, T, bool> isSame)
    {
        var agreed = new Dictionary<string, T>();
        foreach (var key in files.Keys.Union(registry.Keys).Union(before.Keys))
        {
            var (inFiles, inRegistry) = (files.TryGetValue(key, out var file), registry.TryGetValue(key, out var other));
            if (inFiles && inRegistry && isSame(file!, other!))
            {
                agreed[key] = file!;
            }
            else if ((inFiles || inRegistry) && before.TryGetValue(key, out var old))
            {
                agreed[key] = old;
            }
        }

        return agreed;
    }
}
