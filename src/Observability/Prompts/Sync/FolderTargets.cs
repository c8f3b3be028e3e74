using Observability.Prompts.Catalog;
using Observability.Prompts.Files;

namespace Observability.Prompts.Sync;

/// <summary>What the files of a prompt say after a synchronisation.</summary>
internal static class FolderTargets
{
    /// <summary>Takes what is pulled, and the numbers that what is pushed has got.</summary>
    /// <param name="merge">What becomes of the prompt.</param>
    /// <param name="numbers">The numbers that versions of files have in the registry, where they differ or were made.</param>
    /// <exception cref="PromptException">Two versions would have one number.</exception>
    public static FolderTarget Of(PromptMerge merge, IReadOnlyDictionary<int, int> numbers)
    {
        var origins = new Dictionary<int, int>();
        foreach (var file in merge.DeletesInFiles ? [] : merge.Files.Versions.Keys.Except(merge.DeletedInFiles))
        {
            if (!origins.TryAdd(numbers.GetValueOrDefault(file, file), file))
            {
                throw new PromptException(PromptFault.Conflict, $"Two files of prompt '{merge.Name}' would be version {numbers.GetValueOrDefault(file, file)}. Delete one of them.");
            }
        }

        var contents = merge.Pulled.ToDictionary(version => version, version => merge.Registry.Versions[version].ToStored(merge.Name));
        var versions = origins.Keys.Union(contents.Keys).Order().ToList();
        if (versions.Count == 0)
        {
            return new FolderTarget(null, contents, origins);
        }

        var labels = Merged(merge.Files.Labels.Where(label => origins.ContainsValue(label.Value)).ToDictionary(label => label.Key, label => numbers.GetValueOrDefault(label.Value, label.Value)), merge.PulledLabels, version => version!.Value);
        var splits = Merged(
            merge.Files.Splits.ToDictionary(split => split.Key, split => split.Value.Select(arm => arm with { Version = numbers.GetValueOrDefault(arm.Version, arm.Version) }).ToArray()),
            merge.PulledSplits,
            arms => arms!);
        var after = new StoredPrompt
        {
            Name = merge.Name,
            Type = (merge.Registry.Exists ? merge.Registry : merge.Files).Versions.Values.First().Content.Type,
            NextVersion = versions[^1] + 1,
            Versions = versions.Aggregate(new VersionSet([]), (set, version) => set.Append(version)).ToRanges(),
            Labels = labels.Where(label => versions.Contains(label.Value)).ToDictionary(),
            Splits = splits.Where(split => labels.ContainsKey(split.Key) && split.Value.All(arm => versions.Contains(arm.Version))).ToDictionary(),
            Tags = merge.PulledTags ?? merge.Files.Tags,
            CreatedAt = default,
            UpdatedAt = default,
        };
        return new FolderTarget(after, contents, origins);
    }

    private static Dictionary<string, T> Merged<T, TChange>(Dictionary<string, T> values, Dictionary<string, TChange> changes, Func<TChange, T> read)
    {
        foreach (var (key, change) in changes)
        {
            if (change is null)
            {
                values.Remove(key);
            }
            else
            {
                values[key] = read(change);
            }
        }

        return values;
    }
}
