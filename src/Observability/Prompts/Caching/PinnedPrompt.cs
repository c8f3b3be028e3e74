using System.Text.Json;
using Observability.Model;

namespace Observability.Prompts.Caching;

/// <summary>An answer of the registry as it is kept on disk.</summary>
internal sealed record PinnedPrompt
{
    /// <summary>What was asked: a file whose name is another question's hash must not answer it.</summary>
    public required string Question { get; init; }

    public required PinnedVersion Version { get; init; }

    public IReadOnlyList<PinnedArm> Arms { get; init; } = [];

    public static PinnedPrompt Of(PromptKey key, PulledPrompt pulled) => new()
    {
        Question = key.ToString(),
        Version = PinnedVersion.Of(pulled.Version),
        Arms = pulled.Split is { } split ? [.. split.Arms.Zip(pulled.Arms!, (arm, version) => new PinnedArm(arm.Share, PinnedVersion.Of(version)))] : [],
    };

    /// <exception cref="JsonException">The content is not that of a prompt.</exception>
    public PulledPrompt ToPulled(PromptKey key) => Arms.Count == 0
        ? new PulledPrompt(Version.ToVersion(key.AskedLabel))
        : new PulledPrompt(
            Version.ToVersion(key.AskedLabel),
            new PromptSplit(Arms.Select(arm => new PromptArm(arm.Version.Version, arm.Share))),
            [.. Arms.Select(arm => arm.Version.ToVersion(key.AskedLabel))]);

    /// <summary>A version of a split label.</summary>
    internal sealed record PinnedArm(double Share, PinnedVersion Version);

    /// <summary>A composed version.</summary>
    internal sealed record PinnedVersion
    {
        public required string Id { get; init; }

        public required string Name { get; init; }

        public required int Version { get; init; }

        public required JsonElement Content { get; init; }

        public required JsonElement Config { get; init; }

        public IReadOnlyList<string> Labels { get; init; } = [];

        public IReadOnlyList<string> Tags { get; init; } = [];

        public string? CommitMessage { get; init; }

        public required string CreatedBy { get; init; }

        public required DateTimeOffset CreatedAt { get; init; }

        public required DateTimeOffset UpdatedAt { get; init; }

        public static PinnedVersion Of(PromptVersion version) => new()
        {
            Id = version.Id.Value,
            Name = version.Name.Value,
            Version = version.Version,
            Content = PromptContentJson.Write(version.Content),
            Config = version.Config.ToElement(),
            Labels = [.. version.Labels.Select(label => label.Value)],
            Tags = version.Tags,
            CommitMessage = version.CommitMessage,
            CreatedBy = version.CreatedBy,
            CreatedAt = version.CreatedAt,
            UpdatedAt = version.UpdatedAt,
        };

        public PromptVersion ToVersion(PromptLabel? label) => new()
        {
            Id = new PromptId(Id),
            Name = Name,
            Version = Version,
            Content = PromptContentJson.Read(Content),
            Config = Payload.Parse(Config.GetRawText()),
            Labels = [.. Labels.Select(text => new PromptLabel(text))],
            Tags = Tags,
            CommitMessage = CommitMessage,
            CreatedBy = CreatedBy,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
            Label = label,
        };
    }
}
