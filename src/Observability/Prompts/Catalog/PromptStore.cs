using Observability.Model;
using Observability.Prompts.Composition;
using Observability.Storage;
using Observability.Storage.Catalog;

namespace Observability.Prompts.Catalog;

/// <summary>Reads the prompts of one project.</summary>
internal sealed class PromptStore(PromptCollections collections, ProjectId project)
{
    // A version that was deleted between reading its prompt and reading it: what the prompt says now is asked once more.
    private const int MaxAttempts = 3;

    public PromptCollections Collections => collections;

    public ProjectId Project => project;

    public Task<Document<StoredPrompt>?> FindAsync(PromptName name, CancellationToken cancellationToken) => collections.Prompts.GetAsync(project, name.Value, cancellationToken);

    public Task<Document<StoredPromptVersion>?> FindVersionAsync(string name, int version, CancellationToken cancellationToken) =>
        collections.Versions.GetAsync(project, PromptCollections.VersionId(name, version), cancellationToken);

    /// <summary>Finds a version as it was written; null when there is none.</summary>
    /// <param name="name">The prompt.</param>
    /// <param name="label">The label; <c>production</c> when there is no version either.</param>
    /// <param name="version">The version.</param>
    /// <param name="choose">Chooses among the versions of a split label; null for the one the label points to.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<PromptVersion?> FindVersionAsync(
        PromptName name, PromptLabel? label, int? version, Func<StoredPrompt, PromptLabel, int, int>? choose, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            if (await FindAsync(name, cancellationToken).ConfigureAwait(false) is not { Value: var prompt })
            {
                return null;
            }

            var asked = version is null ? label ?? PromptLabel.Production : (PromptLabel?)null;
            var number = version ?? PromptMapper.VersionOf(prompt, asked!.Value);
            if (number is not { } found || !new VersionSet(prompt.Versions).Contains(found))
            {
                return null;
            }

            if (asked is { } split && choose is not null && prompt.Splits.ContainsKey(split.Value))
            {
                found = choose(prompt, split, found);
            }

            if (await FindVersionAsync(prompt.Name, found, cancellationToken).ConfigureAwait(false) is { } stored)
            {
                return PromptMapper.ToVersion(prompt, stored.Value, asked);
            }
        }

        return null;
    }

    public Task<PromptVersion> ComposeAsync(PromptVersion version, CancellationToken cancellationToken) =>
        PromptComposer.ComposeAsync(version, (tag, aborted) => FindVersionAsync(tag.Name, tag.Label, tag.Version, null, aborted), cancellationToken);

    public async Task<Page<Prompt>> ListAsync(PromptQuery query, CancellationToken cancellationToken)
    {
        if (query.Name is { } name)
        {
            var found = await FindAsync(name, cancellationToken).ConfigureAwait(false);
            return await PageAsync(found is not null && Matches(found.Value, query) ? [found] : [], query, cancellationToken).ConfigureAwait(false);
        }

        var key = KeyOf(query);
        if (HasOneCondition(query))
        {
            var page = await collections.Prompts.ListAsync(
                collections.Prompts.Query(project, key) with { Limit = query.Limit, Offset = query.Offset, IncludeTotal = query.IncludeTotal }, cancellationToken).ConfigureAwait(false);
            return new Page<Prompt>(await ToPromptsAsync(page.Items, query, cancellationToken).ConfigureAwait(false), null, page.TotalCount);
        }

        // The catalog finds by one key; what else is asked is looked up in the documents that have it.
        var matches = new List<Document<StoredPrompt>>();
        var next = collections.Prompts.Query(project, key) with { Limit = ListQuery.MaxLimit };
        while (true)
        {
            var page = await collections.Prompts.ListAsync(next, cancellationToken).ConfigureAwait(false);
            matches.AddRange(page.Items.Where(document => Matches(document.Value, query)));
            if (page.NextCursor is null || (!query.IncludeTotal && matches.Count >= query.Offset + query.Limit))
            {
                return await PageAsync(matches, query, cancellationToken).ConfigureAwait(false);
            }

            next = next with { Cursor = page.NextCursor };
        }
    }

    public async Task<Page<PromptVersion>> ListVersionsAsync(PromptName name, int limit, string? cursor, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken).ConfigureAwait(false) is not { Value: var prompt })
        {
            return new Page<PromptVersion>([], null);
        }

        var query = collections.Versions.Query(project, new CatalogKey(PromptCollections.PromptKey, prompt.Name)) with { Limit = limit, Cursor = cursor };
        var page = await collections.Versions.ListAsync(query, cancellationToken).ConfigureAwait(false);
        return new Page<PromptVersion>([.. page.Items.Select(version => PromptMapper.ToVersion(prompt, version.Value, null))], page.NextCursor);
    }

    public async Task<Page<PromptChange>> ListChangesAsync(PromptName? name, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var key = name is { } one ? new CatalogKey(PromptCollections.PromptKey, one.Value) : CatalogKey.All;
        var page = await collections.Changes.ListAsync(collections.Changes.Query(project, key) with { Limit = limit, Cursor = cursor }, cancellationToken).ConfigureAwait(false);
        return new Page<PromptChange>([.. page.Items.Select(change => PromptMapper.ToChange(change.Value))], page.NextCursor);
    }

    public async Task<IReadOnlyList<PromptLabel>> GetProtectedLabelsAsync(CancellationToken cancellationToken) =>
        await collections.Protection.GetAsync(project, StoredProtection.Id, cancellationToken).ConfigureAwait(false) is { } stored
            ? [.. stored.Value.Labels.Select(label => new PromptLabel(label))]
            : [];

    private static bool HasOneCondition(PromptQuery query) =>
        new object?[] { query.Label, query.Tag, query.Folder }.Count(condition => condition is not null) <= 1 && query.UpdatedFrom is null && query.UpdatedTo is null;

    // The folder and the tag leave fewer prompts than a label such as production.
    private static CatalogKey KeyOf(PromptQuery query) => query switch
    {
        { Folder: { } folder } => new(PromptCollections.FolderKey, folder),
        { Tag: { } tag } => new(PromptCollections.TagKey, tag),
        { Label: { } label } => new(PromptCollections.LabelKey, label.Value),
        _ => CatalogKey.All,
    };

    private static bool Matches(StoredPrompt prompt, PromptQuery query) =>
        (query.Label is not { } label || PromptMapper.VersionOf(prompt, label) is not null)
        && (query.Tag is not { } tag || prompt.Tags.Contains(tag, StringComparer.Ordinal))
        && (query.Folder is not { } folder || prompt.Name.StartsWith(folder + "/", StringComparison.Ordinal))
        && (query.UpdatedFrom is not { } from || prompt.UpdatedAt >= from)
        && (query.UpdatedTo is not { } to || prompt.UpdatedAt < to);

    private async Task<Page<Prompt>> PageAsync(List<Document<StoredPrompt>> matches, PromptQuery query, CancellationToken cancellationToken) =>
        new(await ToPromptsAsync(matches.Skip(query.Offset).Take(query.Limit), query, cancellationToken).ConfigureAwait(false), null, query.IncludeTotal ? matches.Count : null);

    private async Task<IReadOnlyList<Prompt>> ToPromptsAsync(IEnumerable<Document<StoredPrompt>> documents, PromptQuery query, CancellationToken cancellationToken)
    {
        var prompts = new List<Prompt>();
        foreach (var document in documents)
        {
            var prompt = PromptMapper.ToPrompt(document.Value, document.Revision);
            prompts.Add(query.Label is { } label ? await NarrowAsync(prompt, label, cancellationToken).ConfigureAwait(false) : prompt);
        }

        return prompts;
    }

    /// <summary>The prompt as far as the version with a label goes.</summary>
    private async Task<Prompt> NarrowAsync(Prompt prompt, PromptLabel label, CancellationToken cancellationToken)
    {
        var version = prompt.Labels[label];
        var narrowed = prompt with { Versions = [version], Labels = prompt.Labels.Where(pair => pair.Value == version).ToDictionary() };
        return version != prompt.Versions[^1] && await FindVersionAsync(prompt.Name.Value, version, cancellationToken).ConfigureAwait(false) is { Value.Config: var config }
            ? narrowed with { Config = Payload.Parse(config.GetRawText()) }
            : narrowed;
    }
}
