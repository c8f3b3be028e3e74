using Observability.Prompts.Catalog;

namespace Observability.Prompts.Files;

/// <summary>What must be written so that the files of a prompt say what its documents say.</summary>
internal sealed class FolderWritePlan(PromptFolder folder)
{
    private readonly List<FolderWriting> _news = [];
    private readonly List<FolderWriting> _changes = [];
    private readonly HashSet<string> _deletions = new(StringComparer.Ordinal);
    private readonly List<(int Version, PromptFileValues Values)> _new = [];

    /// <param name="name">The prompt.</param>
    /// <param name="after">The prompt as it shall be; null when it shall be gone.</param>
    /// <param name="made">The versions that are made, or say something else.</param>
    /// <param name="origins">For each version that files have already, the number it has there; null: its own.</param>
    /// <returns>The writings in the order in which a crash between them loses nothing: new files, changed ones, deletions.</returns>
    /// <exception cref="PromptException">A file may not be written.</exception>
    public IReadOnlyList<FolderWriting> Of(string name, StoredPrompt? after, IReadOnlyDictionary<int, StoredPromptVersion> made, IReadOnlyDictionary<int, int>? origins = null)
    {
        var before = folder.Prompts.GetValueOrDefault(name);
        var files = before?.Versions ?? new Dictionary<int, PromptFile>();
        origins ??= files.Keys.ToDictionary(version => version);
        var versions = after is null ? [] : new VersionSet(after.Versions).ToList();
        _deletions.UnionWith(files.Keys.Except(versions.Where(origins.ContainsKey).Select(version => origins[version])).Select(version => files[version].Path));
        foreach (var version in versions)
        {
            var news = made.TryGetValue(version, out var stored) ? FolderDocuments.ValuesOf(stored) : null;
            if (!origins.TryGetValue(version, out var origin))
            {
                _new.Add((version, ValuesOf(after!, before, version, news!)));
                continue;
            }

            var file = files[origin];
            Change(file, version, ValuesOf(after!, before, version, news is null ? file.Values : file.Values.WithContentOf(news)));
        }

        var kept = files.Values.Select(file => file.Path).Except(_deletions).ToHashSet(StringComparer.Ordinal);
        foreach (var (version, values) in _new)
        {
            AddNew(name, version, values, kept);
        }

        ThrowIfObstructed(name);
        return [.. _news, .. _changes, .. _deletions.Except(_news.Select(writing => writing.Path)).Select(path => new FolderWriting(path, null))];
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

    /// <summary>Changes the file of a version, which moves when its number does and stands in its name.</summary>
    private void Change(PromptFile file, int version, PromptFileValues values)
    {
        var isNumbered = PromptFilePath.Parse(file.Path).Version is not null;
        var next = file.Version == version ? values : values with { Version = isNumbered ? null : version };
        if (file.Version == version && next.IsSameAs(file.Values))
        {
            return;
        }

        if (PromptFileWriter.Change(file, next) is not { } text)
        {
            _deletions.Add(file.Path);
            _new.Add((version, next with { Version = null }));
        }
        else if (file.Version == version || !isNumbered)
        {
            _changes.Add(new FolderWriting(file.Path, text));
        }
        else
        {
            _deletions.Add(file.Path);
            _news.Add(new FolderWriting(PromptFilePath.NumberedOf(file.Name, version, PromptFilePath.ExtensionOf(file.Path)), text));
        }
    }

    private void AddNew(string name, int version, PromptFileValues values, HashSet<string> kept)
    {
        var (text, extension) = PromptFileWriter.Write(values);
        var path = PromptFilePath.Of(name, version, extension);
        _news.Add(new FolderWriting(kept.Contains(path) ? PromptFilePath.NumberedOf(name, version, extension) : path, text));
    }

    private void ThrowIfObstructed(string name)
    {
        foreach (var path in _news.Concat(_changes).Select(writing => writing.Path).Concat(_deletions))
        {
            if (folder.ObstacleOf(path) is { } obstacle)
            {
                throw PromptException.Invalid($"Prompt '{name}' cannot be written: {obstacle}");
            }
        }
    }
}
