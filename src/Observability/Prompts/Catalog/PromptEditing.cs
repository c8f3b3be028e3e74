using System.Text.Json;
using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.Prompts.Catalog;

/// <summary>What the plans of changes share.</summary>
internal static class PromptEditing
{
    /// <summary>The labels and their versions, for the audit trail.</summary>
    public static JsonElement LabelsOf(StoredPrompt? prompt) => Json(prompt?.Labels ?? new Dictionary<string, int>());

    public static JsonElement Json<T>(T value) => Payload.FromValue(value).ToElement();

    /// <summary>The prompt with labels at a version, wherever they were; what they were split over ends.</summary>
    public static StoredPrompt Move(StoredPrompt prompt, IReadOnlyCollection<string> labels, int? version)
    {
        var moved = prompt.Labels.Where(label => !labels.Contains(label.Key)).ToDictionary();
        if (version is { } target)
        {
            foreach (var label in labels)
            {
                moved[label] = target;
            }
        }

        return prompt with { Labels = moved, Splits = prompt.Splits.Where(split => !labels.Contains(split.Key)).ToDictionary() };
    }

    /// <summary>The versions that have another set of labels in one state than in the other.</summary>
    public static IEnumerable<int> Touched(StoredPrompt before, StoredPrompt after)
    {
        var old = new VersionSet(before.Versions);
        var now = new VersionSet(after.Versions);
        var moved = before.Labels.Where(label => !after.Labels.Contains(label)).Concat(after.Labels.Where(label => !before.Labels.Contains(label))).Select(label => label.Value);
        return moved.Concat(old.Max == now.Max ? [] : [old.Max, now.Max]).Distinct().Where(version => old.Contains(version) && now.Contains(version));
    }

    /// <summary>Writes that give versions whose labels change a new time of change.</summary>
    public static async Task<List<CatalogChange>> TouchAsync(PromptStore store, string name, IEnumerable<int> versions, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var writes = new List<CatalogChange>();
        foreach (var version in versions)
        {
            if (await store.FindVersionAsync(name, version, cancellationToken).ConfigureAwait(false) is { } document)
            {
                writes.Add(store.Collections.Versions.Put(store.Project, document.Value with { UpdatedAt = now }, document.Revision));
            }
        }

        return writes;
    }

    /// <exception cref="PromptException">Other prompts refer to something that goes away.</exception>
    public static async Task ThrowIfNeededAsync(PromptStore store, string name, Func<StoredReference, bool> goesAway, CancellationToken cancellationToken)
    {
        var users = await store.Collections.Versions.ListAllAsync(
            store.Collections.Versions.Query(store.Project, new CatalogKey(PromptCollections.UsesKey, name)), cancellationToken).ConfigureAwait(false);
        var broken = users.Where(user => user.Name != name)
            .SelectMany(user => user.Uses.Where(use => use.Name == name && goesAway(use)).Select(use => $"{user.Name} v{user.Version} depends on {name} {(use.Version is { } version ? $"v{version}" : use.Label)}"))
            .ToList();
        if (broken.Count > 0)
        {
            throw PromptException.Invalid($"Other prompts need what would go away:\n\n{string.Join('\n', broken)}\n\nDelete or change those prompts first.");
        }
    }
}
