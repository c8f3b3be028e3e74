using System.Globalization;
using Observability.Model;
using Observability.Prompts;

namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>Prompts in the shapes of the wire.</summary>
internal static class PromptWireMapper
{
    public static WirePrompt ToWire(ProjectId project, PromptVersion version) => new()
    {
        Id = version.Id.Value,
        CreatedAt = version.CreatedAt,
        UpdatedAt = version.UpdatedAt,
        ProjectId = project.Value,
        CreatedBy = version.CreatedBy,
        Prompt = ContentOf(version),
        Name = version.Name.Value,
        Version = version.Version,
        Type = TypeOf(version.Type),
        IsActive = null,
        Config = new JsonPayload(version.Config),
        Tags = version.Tags,
        Labels = LabelsOf(version),
        CommitMessage = version.CommitMessage,
    };

    public static WirePromptDetail ToDetail(ProjectId project, PromptVersion version) => new()
    {
        Id = version.Id.Value,
        CreatedAt = version.CreatedAt,
        UpdatedAt = version.UpdatedAt,
        ProjectId = project.Value,
        CreatedBy = version.CreatedBy,
        Prompt = ContentOf(version),
        Name = version.Name.Value,
        Version = version.Version,
        Type = TypeOf(version.Type),
        IsActive = version.Labels.Contains(PromptLabel.Production),
        Config = new JsonPayload(version.Config),
        Tags = version.Tags,
        Labels = LabelsOf(version),
        CommitMessage = version.CommitMessage,
        ResolutionGraph = version.Resolution is { } resolution ? ToWire(resolution) : null,
    };

    public static WirePromptMeta ToMeta(Prompt prompt) => new()
    {
        Name = prompt.Name.Value,
        Tags = prompt.Tags,
        LastUpdatedAt = prompt.UpdatedAt,
        Versions = prompt.Versions,
        Labels = [.. prompt.Labels.Keys.Order().Select(label => label.Value)],
        Type = TypeOf(prompt.Type),
        LastConfig = new JsonPayload(prompt.Config),
    };

    public static WirePromptHead ToHead(Prompt prompt) => new()
    {
        Name = prompt.Name.Value,
        Type = TypeOf(prompt.Type),
        Revision = prompt.Revision,
        VersionCount = prompt.Versions.Count,
        Labels = prompt.Labels.ToDictionary(label => label.Key.Value, label => label.Value),
        Splits = prompt.Splits.ToDictionary(
            split => split.Key.Value,
            IReadOnlyDictionary<string, double> (split) => ToWire(split.Value)),
        Tags = prompt.Tags,
        CreatedAt = prompt.CreatedAt,
        UpdatedAt = prompt.UpdatedAt,
    };

    /// <summary>The share of each other version.</summary>
    public static Dictionary<string, double> ToWire(PromptSplit split) => split.Arms.ToDictionary(arm => arm.Version.ToString(CultureInfo.InvariantCulture), arm => arm.Share);

    public static WirePromptChange ToWire(PromptChange change) => new()
    {
        Id = change.Id.ToString(),
        Timestamp = change.Timestamp,
        Author = change.Author,
        Reason = change.Reason,
        Kind = KindOf(change.Kind),
        PromptName = change.Name?.Value,
        PromptVersion = change.Version,
        Before = new JsonPayload(change.Before),
        After = new JsonPayload(change.After),
    };

    public static WirePromptDiff ToWire(PromptDiff diff) => new(ToWire(diff.From), ToWire(diff.To), diff.HasChanges, diff.Content.Select(ToWire), diff.Config.Select(ToWire));

    private static WireDiffLine ToWire(PromptDiffLine line) =>
        new(line.Kind switch { PromptDiffKind.Added => "added", PromptDiffKind.Removed => "removed", _ => "same" }, line.Text);

    private static WireResolutionGraph ToWire(PromptResolution resolution) => new(
        ToWire(resolution.Root),
        resolution.Dependencies.ToDictionary(pair => pair.Key.Value, IReadOnlyList<WirePromptReference> (pair) => [.. pair.Value.Select(ToWire)]));

    private static WirePromptReference ToWire(PromptReference reference) => new(reference.Name.Value, reference.Version, reference.Id.Value);

    private static JsonPayload ContentOf(PromptVersion version) => new(Payload.FromUtf8(PromptContentJson.WriteUtf8(version.Content)));

    private static string TypeOf(PromptType type) => type == PromptType.Chat ? "chat" : "text";

    private static List<string> LabelsOf(PromptVersion version) => [.. version.Labels.Select(label => label.Value)];

    /// <summary>e.g. VERSION_CREATED: words of the wire are in capitals.</summary>
    private static string KindOf(PromptChangeKind kind) => kind switch
    {
        PromptChangeKind.VersionCreated => "VERSION_CREATED",
        PromptChangeKind.LabelsChanged => "LABELS_CHANGED",
        PromptChangeKind.TagsChanged => "TAGS_CHANGED",
        PromptChangeKind.SplitChanged => "SPLIT_CHANGED",
        PromptChangeKind.VersionsDeleted => "VERSIONS_DELETED",
        PromptChangeKind.ProtectionChanged => "PROTECTION_CHANGED",
        _ => "ROLLOUT_CHANGED",
    };
}
