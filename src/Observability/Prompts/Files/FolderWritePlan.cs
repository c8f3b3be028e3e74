using Observability.Prompts.Catalog;

namespace Observability.Prompts.Files;

/// <summary>What must be written so that the files of a prompt say what its documents say.</summary>
internal sealed class FolderWritePlan(PromptFolder folder)
{
    /// <param name="name">The prompt.</param>
    /// <param name="after">The prompt as it shall be; null when it shall be gone.</param>
    /// <param name="made">The versions that are made.</param>
    /// <returns>The writings in the order in which a crash between them loses nothing: new files, changed ones, deletions.</returns>
    /// <exception cref="PromptException">A file may not be written.</exception>
    public IReadOnlyList<FolderWriting> Of(string name, StoredPrompt? after, IReadOnlyDictionary<int, StoredPromptVersion> made)
    {
        var before = folder.Prompts.GetValueOrDefault(name);
        var news = new List<FolderWriting>();
        var changes = new List<FolderWriting>();
        var deletions = new List<FolderWriting>();
        var versions = after is null ? [] : new VersionSet(after.Versions).ToList();
        foreach (var version in versions)
        {
            if (before?.Versions.TryGetValue(version, out var file) != true)
            {
                news.Add(New(name, version, ValuesOf(after!, before, version, FolderDocuments.ValuesOf(made[version]))));
                continue;
            }

            var values = ValuesOf(after!, before, version, file!.Values);
            if (values.IsSameAs(file.Values))
            {
                continue;
            }

            ThrowIfObstructed(name, file.Path);
            if (PromptFileWriter.Change(file, values) is { } text)
            {
                changes.Add(new FolderWriting(file.Path, text));
            }
            else
            {
                news.Add(New(name, version, values with { Version = null }));
                deletions.Add(new FolderWriting(file.Path, null));
            }
        }

        foreach (var gone in before?.Versions.Values.Where(file => !versions.Contains(file.Version)) ?? [])
        {
            ThrowIfObstructed(name, gone.Path);
            deletions.Add(new FolderWriting(gone.Path, null));
        }

        return [.. news, .. changes, .. deletions];
    }

    private static PromptFileValues ValuesOf(StoredPrompt after, FolderPrompt? before, int version, PromptFileValues values)
    {
        var newest = new VersionSet(after.Versions).Max;
        var tags = after.Tags.Count == 0 && values.Tags is null ? null : after.Tags;
        return values with
        {
            Labels = IsImplied(after, before, newest) ? null : LabelsOf(after, version, newest, values.Labels is not null),
            Splits = after.Splits.Where(split => after.Labels.TryGetValue(split.Key, out var at) && at == version).ToDictionary(),
            Tags = version == newest ? tags : values.Tags,
        };
    }

    // Whoever never wrote labels need not begin.
    private static bool IsImplied(StoredPrompt after, FolderPrompt? before, int newest) =>
        before?.ImpliesLabels == true && after.Labels.Count == 1 && after.Labels.TryGetValue(PromptLabel.Production.Value, out var production) && production == newest;

    private static List<string>? LabelsOf(StoredPrompt after, int version, int newest, bool wasSaid)
    {
        var labels = after.Labels.Where(label => label.Value == version).Select(label => label.Key).Order(StringComparer.Ordinal).ToList();
        return labels.Count > 0 || wasSaid || (after.Labels.Count == 0 && version == newest) ? labels : null;
    }

    private FolderWriting New(string name, int version, PromptFileValues values)
    {
        var (text, extension) = PromptFileWriter.Write(values);
        var path = PromptFilePath.Of(name, version, extension);
        ThrowIfObstructed(name, path);
        return new FolderWriting(path, text);
    }

    private void ThrowIfObstructed(string name, string path)
    {
        if (folder.ObstacleOf(path) is { } obstacle)
        {
            throw PromptException.Invalid($"Prompt '{name}' cannot be written: {obstacle}");
        }
    }
}
