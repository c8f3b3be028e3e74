using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Observability.Prompts.Catalog;
using Observability.Prompts.Composition;
using Observability.Storage.Catalog;

namespace Observability.Prompts.Files;

/// <summary>From files to the documents of the registry.</summary>
internal static class FolderDocuments
{
    public static StoredPrompt PromptOf(FolderPrompt prompt, StoredPrompt? old)
    {
        var newest = prompt.Versions.Values.Last();
        return new StoredPrompt
        {
            Name = prompt.Name,
            Type = newest.Values.Content.Type,
            NextVersion = Math.Max(old?.NextVersion ?? 0, newest.Version + 1),
            Versions = prompt.Versions.Keys.Aggregate(new VersionSet([]), (set, version) => set.Append(version)).ToRanges(),
            Labels = prompt.Labels,
            Splits = prompt.Splits,
            Tags = prompt.Tags,
            Config = newest.Values.Config,
            CreatedAt = old?.CreatedAt ?? TimeOf(prompt.Versions.Values.Min(file => file.WrittenAt)),
            UpdatedAt = TimeOf(prompt.Versions.Values.Max(file => file.WrittenAt)),
        };
    }

    public static StoredPromptVersion VersionOf(PromptFile file, StoredPromptVersion? old)
    {
        var content = PromptContentJson.Write(file.Values.Content);
        var isSame = old is not null && JsonText.Of(old.Content) == JsonText.Of(content) && file.Values.HasConfig(old.Config);
        return new StoredPromptVersion
        {
            Id = isSame ? old!.Id : IdOf(file, content),
            Name = file.Name,
            Version = file.Version,
            Content = content,
            Config = file.Values.Config,
            CommitMessage = file.Values.CommitMessage,
            CreatedBy = file.Values.Author,
            CreatedAt = isSame ? old!.CreatedAt : TimeOf(file.WrittenAt),
            UpdatedAt = TimeOf(file.WrittenAt),
            Uses = [.. PromptComposer.ReferencesOf(file.Values.Content).Select(tag => new StoredReference(tag.Name.Value, tag.Label?.Value, tag.Version))],
        };
    }

    /// <summary>The values of a file that does not exist yet.</summary>
    public static PromptFileValues ValuesOf(StoredPromptVersion version) => new()
    {
        Content = PromptContentJson.Read(version.Content),
        Config = version.Config,
        CommitMessage = version.CommitMessage,
        Author = version.CreatedBy,
    };

    /// <summary>The changes that bring the documents of a prompt to what its files say; null for a prompt without files.</summary>
    public static async Task<IReadOnlyList<CatalogChange>> ChangesAsync(PromptStore store, string name, FolderPrompt? prompt, CancellationToken cancellationToken)
    {
        var old = (await store.Collections.Prompts.GetAsync(store.Project, name, cancellationToken).ConfigureAwait(false))?.Value;
        var changes = new List<CatalogChange>();
        foreach (var version in old is null ? [] : new VersionSet(old.Versions).ToList())
        {
            if (prompt?.Versions.ContainsKey(version) != true)
            {
                changes.Add(store.Collections.Versions.Delete(store.Project, PromptCollections.VersionId(name, version)));
            }
        }

        if (prompt is null)
        {
            changes.Add(store.Collections.Prompts.Delete(store.Project, name));
            return changes;
        }

        foreach (var file in prompt.Versions.Values)
        {
            var before = await store.FindVersionAsync(name, file.Version, cancellationToken).ConfigureAwait(false);
            changes.Add(store.Collections.Versions.Put(store.Project, VersionOf(file, before?.Value)));
        }

        changes.Add(store.Collections.Prompts.Put(store.Project, PromptOf(prompt, old)));
        return changes;
    }

    // The same in every process, and another when the file says something else.
    private static string IdOf(PromptFile file, JsonElement content) =>
        new Guid(XxHash128.Hash(Encoding.UTF8.GetBytes($"{file.Name}|{file.Version}|{JsonText.Of(content)}|{JsonText.Of(file.Values.Config)}"))).ToString();

    private static DateTimeOffset TimeOf(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));
}
