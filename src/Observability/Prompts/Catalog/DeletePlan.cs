using System.Text.Json;
using Observability.Storage.Catalog;

namespace Observability.Prompts.Catalog;

/// <summary>Deletes versions of a prompt, or all of it.</summary>
internal sealed class DeletePlan(PromptStore store, PromptWriter writer, PromptEdit edit, CancellationToken cancellationToken)
{
    public async Task<PromptCommit<bool>> PlanAsync(PromptName name, Document<StoredPrompt>? current, PromptLabel? label, int? version)
    {
        var before = current?.Value ?? throw LabelPlans.NoPrompt(name);
        var all = new VersionSet(before.Versions);
        var one = label is { } asked ? PromptMapper.VersionOf(before, asked) ?? throw LabelPlans.NoPrompt(name) : version;
        if (one is { } number && !all.Contains(number))
        {
            throw LabelPlans.NoVersion(name, number);
        }

        var rest = one is { } gone ? all.Remove(gone) : new VersionSet([]);
        var after = Without(before, rest);
        var lost = before.Labels.Keys.Except(after.Labels.Keys).ToHashSet();
        await writer.ThrowIfProtectedAsync(edit, lost.Select(text => new PromptLabel(text)), cancellationToken).ConfigureAwait(false);
        await PromptEditing.ThrowIfNeededAsync(
            store,
            before.Name,
            use => use.Version is { } used ? all.Contains(used) && !rest.Contains(used) : rest.Count == 0 || (use.Label is { } needed && lost.Contains(needed)),
            cancellationToken).ConfigureAwait(false);
        return new PromptCommit<bool>(
            await WritesAsync(current, after, all, rest).ConfigureAwait(false),
            writer.Entry(PromptChangeKind.VersionsDeleted, edit, current) with
            {
                Version = one,
                Before = PromptEditing.Json(new { versions = before.Versions, labels = before.Labels }),
                After = PromptEditing.Json(new { versions = after.Versions, labels = after.Labels }),
            },
            () => true);
    }

    private static StoredPrompt Without(StoredPrompt prompt, VersionSet rest)
    {
        var labels = prompt.Labels.Where(label => rest.Contains(label.Value)).ToDictionary();
        return prompt with
        {
            Versions = rest.ToRanges(),
            Labels = labels,
            Splits = prompt.Splits.Where(split => labels.ContainsKey(split.Key) && split.Value.All(arm => rest.Contains(arm.Version))).ToDictionary(),
        };
    }

    private async Task<List<CatalogChange>> WritesAsync(Document<StoredPrompt> current, StoredPrompt after, VersionSet all, VersionSet rest)
    {
        var now = writer.Now();
        List<CatalogChange> writes = [.. all.ToList().Where(version => !rest.Contains(version))
            .Select(version => store.Collections.Versions.Delete(store.Project, PromptCollections.VersionId(after.Name, version)))];
        if (rest.Count == 0)
        {
            writes.Add(store.Collections.Prompts.Delete(store.Project, after.Name, current.Revision));
            return writes;
        }

        writes.AddRange(await PromptEditing.TouchAsync(store, after.Name, PromptEditing.Touched(current.Value, after), now, cancellationToken).ConfigureAwait(false));
        var config = rest.Max == all.Max ? after.Config : await ConfigOfAsync(after.Name, rest.Max).ConfigureAwait(false);
        writes.Add(store.Collections.Prompts.Put(store.Project, after with { Config = config, UpdatedAt = now }, current.Revision));
        return writes;
    }

    private async Task<JsonElement> ConfigOfAsync(string name, int version) =>
        (await store.FindVersionAsync(name, version, cancellationToken).ConfigureAwait(false))?.Value.Config ?? PromptVersion.EmptyConfig.ToElement();
}
