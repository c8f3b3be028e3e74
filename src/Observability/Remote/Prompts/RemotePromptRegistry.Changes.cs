using System.Globalization;
using Observability.Prompts;

namespace Observability.Remote.Prompts;

internal sealed partial class RemotePromptRegistry
{
    public Task<PromptVersion> CreateAsync(PromptDraft draft, PromptEdit? edit = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        PromptRules.Check(draft);
        var body = new
        {
            name = draft.Name.Value,
            type = draft.Content.Type == PromptType.Chat ? "chat" : "text",
            prompt = PromptContentJson.Write(draft.Content),
            config = (draft.Config ?? PromptVersion.EmptyConfig).ToElement(),
            labels = draft.Labels.Where(label => label != PromptLabel.Latest).Select(label => label.Value),
            tags = draft.Tags,
            commitMessage = draft.CommitMessage,
        };
        return api.SendAsync(HttpMethod.Post, "v2/prompts", body, edit, json => PromptAnswer.Version(json), cancellationToken);
    }

    public Task<PromptVersion> MoveLabelsAsync(PromptName name, int version, IReadOnlyCollection<PromptLabel> labels, PromptEdit? edit = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return api.SendAsync(HttpMethod.Patch, VersionPathOf(name, version), new { newLabels = labels.Select(label => label.Value) }, edit, json => PromptAnswer.Version(json), cancellationToken);
    }

    public async Task RemoveLabelsAsync(PromptName name, IReadOnlyCollection<PromptLabel> labels, PromptEdit? edit = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Contains(PromptLabel.Latest))
        {
            throw PromptException.Invalid("Label 'latest' is always assigned to the latest prompt version");
        }

        var prompt = await FindAsync(name, cancellationToken).ConfigureAwait(false) ?? throw new PromptException(PromptFault.NotFound, $"Prompt not found: '{name}'");
        foreach (var version in labels.Where(prompt.Labels.ContainsKey).GroupBy(label => prompt.Labels[label]))
        {
            var body = new { newLabels = Array.Empty<string>(), removedLabels = version.Select(label => label.Value) };
            var changed = await api.SendAsync(HttpMethod.Patch, VersionPathOf(name, version.Key), body, edit, json => PromptAnswer.Version(json), cancellationToken).ConfigureAwait(false);
            if (changed.Labels.Intersect(version).ToList() is [var kept, ..])
            {
                throw PromptException.Invalid($"The server {api.Address} did not take label '{kept}' from prompt '{name}': only servers of ours can. Move it to another version instead.");
            }

            // The first of them moved the prompt on.
            edit = edit is null ? null : edit with { ExpectedRevision = null };
        }
    }

    public Task SetTagsAsync(PromptName name, IReadOnlyCollection<string> tags, PromptEdit? edit = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tags);
        PromptRules.CheckTags(tags);
        return OursAsync("tags without a new version", () => api.SendAsync(HttpMethod.Patch, PathOf(name), new { tags }, edit, _ => true, cancellationToken));
    }

    public Task SetSplitAsync(PromptName name, PromptLabel label, PromptSplit? split, PromptEdit? edit = null, CancellationToken cancellationToken = default)
    {
        var body = new
        {
            name = name.Value,
            label = label.Value,
            split = split?.Arms.ToDictionary(arm => arm.Version.ToString(CultureInfo.InvariantCulture), arm => arm.Share),
        };
        return OursAsync("how a label is split", () => api.SendAsync(HttpMethod.Put, "prompt-splits", body, edit, _ => true, cancellationToken));
    }

    public Task DeleteAsync(PromptName name, PromptLabel? label = null, int? version = null, PromptEdit? edit = null, CancellationToken cancellationToken = default) =>
        label is not null && version is not null
            ? throw PromptException.Invalid("Cannot specify both version and label")
            : api.SendAsync(HttpMethod.Delete, new PathBuilder(PathOf(name)).Add("label", label?.Value).Add("version", version).ToString(), null, edit, _ => true, cancellationToken);

    public Task SetProtectionAsync(PromptLabel label, bool isProtected, PromptEdit? edit = null, CancellationToken cancellationToken = default) => OursAsync(
        "which labels are protected",
        () => api.SendAsync(HttpMethod.Put, "prompt-labels/" + Uri.EscapeDataString(label.Value), new { isProtected }, edit, _ => true, cancellationToken));

    private static string VersionPathOf(PromptName name, int version) => string.Create(CultureInfo.InvariantCulture, $"{PathOf(name)}/versions/{version}");
}
