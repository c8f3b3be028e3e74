using Observability.Storage.Catalog;

namespace Observability.Prompts.Catalog;

/// <summary>Moves, takes and splits labels, and sets tags.</summary>
internal sealed class LabelPlans(PromptStore store, PromptWriter writer, PromptEdit edit, CancellationToken cancellationToken)
{
    public async Task<PromptCommit<bool>> MoveAsync(PromptName name, Document<StoredPrompt>? current, IReadOnlyCollection<PromptLabel> labels, int version)
    {
        ThrowIfLatest(labels);
        if (current is not { Value: var before } || !new VersionSet(before.Versions).Contains(version))
        {
            throw NoVersion(name, version);
        }

        var moving = labels.Distinct().Where(label => !before.Labels.TryGetValue(label.Value, out var at) || at != version || before.Splits.ContainsKey(label.Value)).ToList();
        if (moving.Count == 0)
        {
            return PromptCommit<bool>.None(() => false);
        }

        await writer.ThrowIfProtectedAsync(edit, moving, cancellationToken).ConfigureAwait(false);
        var target = await store.FindVersionAsync(name, null, version, null, cancellationToken).ConfigureAwait(false) ?? throw NoVersion(name, version);
        await store.ComposeAsync(target, cancellationToken).ConfigureAwait(false);
        var after = PromptEditing.Move(before, [.. moving.Select(label => label.Value)], version) with { UpdatedAt = writer.Now() };
        return await CommitAsync(current, after, version).ConfigureAwait(false);
    }

    public async Task<PromptCommit<bool>> RemoveAsync(PromptName name, Document<StoredPrompt>? current, IReadOnlyCollection<PromptLabel> labels)
    {
        ThrowIfLatest(labels);
        var before = current?.Value ?? throw NoPrompt(name);
        var removed = labels.Where(label => before.Labels.ContainsKey(label.Value)).Select(label => label.Value).ToHashSet();
        if (removed.Count == 0)
        {
            return PromptCommit<bool>.None(() => false);
        }

        await writer.ThrowIfProtectedAsync(edit, labels, cancellationToken).ConfigureAwait(false);
        await PromptEditing.ThrowIfNeededAsync(store, before.Name, use => use.Label is { } label && removed.Contains(label), cancellationToken).ConfigureAwait(false);
        return await CommitAsync(current, PromptEditing.Move(before, removed, null) with { UpdatedAt = writer.Now() }, null).ConfigureAwait(false);
    }

    public async Task<PromptCommit<bool>> SplitAsync(PromptName name, Document<StoredPrompt>? current, PromptLabel label, PromptSplit? split)
    {
        ThrowIfLatest([label]);
        var before = current?.Value ?? throw NoPrompt(name);
        if (!before.Labels.TryGetValue(label.Value, out var own))
        {
            throw PromptException.NotFound(before.Name, label, null);
        }

        var versions = new VersionSet(before.Versions);
        foreach (var arm in split?.Arms ?? [])
        {
            if (!versions.Contains(arm.Version) || arm.Version == own)
            {
                throw arm.Version == own
                    ? PromptException.Invalid($"Label '{label}' of prompt '{name}' points to version {own} already. Split it over other versions.")
                    : NoVersion(name, arm.Version);
            }
        }

        await writer.ThrowIfProtectedAsync(edit, [label], cancellationToken).ConfigureAwait(false);
        var splits = before.Splits.Where(pair => pair.Key != label.Value).ToDictionary();
        if (split is not null)
        {
            splits[label.Value] = [.. split.Arms];
        }

        return new PromptCommit<bool>(
            [store.Collections.Prompts.Put(store.Project, before with { Splits = splits, UpdatedAt = writer.Now() }, current.Revision)],
            writer.Entry(PromptChangeKind.SplitChanged, edit, current) with { Version = own, Before = PromptEditing.Json(before.Splits), After = PromptEditing.Json(splits) },
            () => true);
    }

    public PromptCommit<bool> Tag(PromptName name, Document<StoredPrompt>? current, IReadOnlyCollection<string> tags)
    {
        var before = current?.Value ?? throw NoPrompt(name);
        string[] after = [.. tags.Distinct(StringComparer.Ordinal)];
        return before.Tags.SequenceEqual(after)
            ? PromptCommit<bool>.None(() => false)
            : new PromptCommit<bool>(
                [store.Collections.Prompts.Put(store.Project, before with { Tags = after, UpdatedAt = writer.Now() }, current.Revision)],
                writer.Entry(PromptChangeKind.TagsChanged, edit, current) with { Before = PromptEditing.Json(before.Tags), After = PromptEditing.Json(after) },
                () => true);
    }

    internal static PromptException NoVersion(PromptName name, int version) => new(PromptFault.NotFound, $"Prompt '{name}' version {version} not found in project");

    internal static PromptException NoPrompt(PromptName name) => new(PromptFault.NotFound, $"Prompt not found: '{name}'");

    private static void ThrowIfLatest(IReadOnlyCollection<PromptLabel> labels)
    {
        if (labels.Contains(PromptLabel.Latest))
        {
            throw PromptException.Invalid("Label 'latest' is always assigned to the latest prompt version");
        }
    }

    private async Task<PromptCommit<bool>> CommitAsync(Document<StoredPrompt> current, StoredPrompt after, int? version) => new(
        [
            store.Collections.Prompts.Put(store.Project, after, current.Revision),
            .. await PromptEditing.TouchAsync(store, after.Name, PromptEditing.Touched(current.Value, after), after.UpdatedAt, cancellationToken).ConfigureAwait(false),
        ],
        writer.Entry(PromptChangeKind.LabelsChanged, edit, current) with { Version = version, Before = PromptEditing.LabelsOf(current.Value), After = PromptEditing.LabelsOf(after) },
        () => true);
}
