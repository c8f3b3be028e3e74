using System.Text.Json;
using Observability.Model;

namespace Observability.Prompts.Catalog;

/// <summary>From documents to what the registry returns.</summary>
internal static class PromptMapper
{
    public static Prompt ToPrompt(StoredPrompt stored, long revision)
    {
        var versions = new VersionSet(stored.Versions);
        var labels = stored.Labels.ToDictionary(label => new PromptLabel(label.Key), label => label.Value);
        labels[PromptLabel.Latest] = versions.Max;
        return new Prompt
        {
            Name = stored.Name,
            Type = stored.Type,
            Versions = versions.ToList(),
            Labels = labels,
            Splits = stored.Splits.ToDictionary(split => new PromptLabel(split.Key), split => new PromptSplit(split.Value)),
            Tags = stored.Tags,
            Config = ToPayload(stored.Config) ?? PromptVersion.EmptyConfig,
            CreatedAt = stored.CreatedAt,
            UpdatedAt = stored.UpdatedAt,
            Revision = revision,
        };
    }

    public static PromptVersion ToVersion(StoredPrompt prompt, StoredPromptVersion version, PromptLabel? label) => new()
    {
        Id = new PromptId(version.Id),
        Name = version.Name,
        Version = version.Version,
        Content = PromptContentJson.Read(version.Content),
        Config = ToPayload(version.Config) ?? PromptVersion.EmptyConfig,
        Labels = LabelsOf(prompt, version.Version),
        Tags = prompt.Tags,
        CommitMessage = version.CommitMessage,
        CreatedAt = version.CreatedAt,
        UpdatedAt = version.UpdatedAt,
        CreatedBy = version.CreatedBy,
        Label = label,
    };

    public static PromptChange ToChange(StoredChange stored) => new()
    {
        Id = stored.Id,
        Timestamp = stored.Timestamp,
        Author = stored.Author,
        Reason = stored.Reason,
        Kind = stored.Kind,
        Name = stored.Name is { } name ? (PromptName?)new PromptName(name) : null,
        Version = stored.Version,
        Before = stored.Before is { } before ? ToPayload(before) : null,
        After = stored.After is { } after ? ToPayload(after) : null,
    };

    /// <summary>The version a label points to; null when there is none.</summary>
    public static int? VersionOf(StoredPrompt prompt, PromptLabel label) => label == PromptLabel.Latest
        ? new VersionSet(prompt.Versions).Max
        : prompt.Labels.TryGetValue(label.Value, out var version) ? (int?)version : null;

    private static List<PromptLabel> LabelsOf(StoredPrompt prompt, int version)
    {
        List<PromptLabel> labels = [.. prompt.Labels.Where(label => label.Value == version).Select(label => new PromptLabel(label.Key))];
        if (version == new VersionSet(prompt.Versions).Max)
        {
            labels.Add(PromptLabel.Latest);
        }

        return labels;
    }

    private static Payload? ToPayload(JsonElement element) => element.ValueKind == JsonValueKind.Undefined ? null : Payload.Parse(element.GetRawText());
}
