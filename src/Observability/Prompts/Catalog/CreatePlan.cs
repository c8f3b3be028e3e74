using System.Text.Json;
using Observability.Model;
using Observability.Prompts.Composition;
using Observability.Storage.Catalog;

namespace Observability.Prompts.Catalog;

/// <summary>Makes the next version of a prompt.</summary>
internal sealed class CreatePlan(PromptStore store, PromptWriter writer, PromptDraft draft, PromptEdit edit, CancellationToken cancellationToken)
{
    private readonly PromptId _id = new(Guid.NewGuid().ToString());
    private readonly List<PromptLabel> _labels = [.. draft.Labels.Distinct().Where(label => label != PromptLabel.Latest)];

    public async Task<PromptCommit<PromptVersion>> PlanAsync(Document<StoredPrompt>? current)
    {
        if (current is { Value.Type: var type } && type != draft.Content.Type)
        {
            throw PromptException.Invalid("Previous versions have different prompt type. Create a new prompt with a different name.");
        }

        var now = writer.Now();
        var version = NewVersion(current?.Value.NextVersion ?? 1, now);
        await CheckAsync(version).ConfigureAwait(false);
        var before = current?.Value ?? NewPrompt(now);
        var after = PromptEditing.Move(Next(before, version, now), [.. _labels.Select(label => label.Value)], version.Version);
        return new PromptCommit<PromptVersion>(
            [
                store.Collections.Prompts.Put(store.Project, after, current?.Revision ?? 0),
                store.Collections.Versions.Put(store.Project, version, 0),
                .. await PromptEditing.TouchAsync(store, before.Name, PromptEditing.Touched(before, after), now, cancellationToken).ConfigureAwait(false),
            ],
            writer.Entry(PromptChangeKind.VersionCreated, edit, current) with
            {
                Name = draft.Name.Value,
                Version = version.Version,
                Reason = edit.Reason ?? draft.CommitMessage,
                Before = PromptEditing.LabelsOf(current?.Value),
                After = PromptEditing.LabelsOf(after),
            },
            () => PromptMapper.ToVersion(after, version, null));
    }

    private async Task CheckAsync(StoredPromptVersion version)
    {
        await writer.ThrowIfProtectedAsync(edit, _labels, cancellationToken).ConfigureAwait(false);
        var prompt = PromptMapper.ToVersion(NewPrompt(version.CreatedAt), version, null);
        await store.ComposeAsync(prompt, cancellationToken).ConfigureAwait(false);
        TemplateCheck.ThrowIfInvalid(prompt);
    }

    private StoredPromptVersion NewVersion(int number, DateTimeOffset now) => new()
    {
        Id = _id.Value,
        Name = draft.Name.Value,
        Version = number,
        Content = PromptContentJson.Write(draft.Content),
        Config = Config,
        CommitMessage = draft.CommitMessage,
        CreatedBy = edit.Author,
        CreatedAt = now,
        UpdatedAt = now,
        Uses = [.. PromptComposer.ReferencesOf(draft.Content).Select(tag => new StoredReference(tag.Name.Value, tag.Label?.Value, tag.Version))],
    };

    private JsonElement Config => draft.Config?.ToElement() is { ValueKind: not JsonValueKind.Null } config ? config : PromptVersion.EmptyConfig.ToElement();

    private StoredPrompt NewPrompt(DateTimeOffset now) => new()
    {
        Name = draft.Name.Value,
        Type = draft.Content.Type,
        NextVersion = 1,
        Versions = [],
        CreatedAt = now,
        UpdatedAt = now,
    };

    private StoredPrompt Next(StoredPrompt prompt, StoredPromptVersion version, DateTimeOffset now) => prompt with
    {
        NextVersion = version.Version + 1,
        Versions = new VersionSet(prompt.Versions).Append(version.Version).ToRanges(),
        Tags = draft.Tags is { } tags ? [.. tags.Distinct(StringComparer.Ordinal)] : prompt.Tags,
        Config = version.Config,
        UpdatedAt = now,
    };
}
