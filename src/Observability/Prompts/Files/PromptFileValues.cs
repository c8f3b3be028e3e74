using System.Text.Json;

namespace Observability.Prompts.Files;

/// <summary>What the file of a version says to the registry.</summary>
internal sealed record PromptFileValues
{
    public required PromptContent Content { get; init; }

    public JsonElement Config { get; init; } = PromptVersion.EmptyConfig.ToElement();

    /// <summary>The labels that point to it; null when the file is silent about them.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>How its labels are split over other versions.</summary>
    public IReadOnlyDictionary<string, PromptArm[]> Splits { get; init; } = new Dictionary<string, PromptArm[]>();

    /// <summary>The tags of the prompt; null when the file is silent about them. Those of the newest version count.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    public string? CommitMessage { get; init; }

    public string Author { get; init; } = PromptEdit.DefaultAuthor;

    /// <summary>The number, where the file says it beside or in place of its name.</summary>
    public int? Version { get; init; }

    /// <summary>Whether both say the same.</summary>
    public bool IsSameAs(PromptFileValues other) =>
        Content.Equals(other.Content) && HasConfig(other.Config) && HasLabels(other.Labels) && HasSplits(other.Splits) && HasTags(other.Tags)
        && CommitMessage == other.CommitMessage && Author == other.Author && Version == other.Version;

    /// <summary>The same with what a version says from elsewhere.</summary>
    public PromptFileValues WithContentOf(PromptFileValues other) => this with { Content = other.Content, Config = other.Config, CommitMessage = other.CommitMessage, Author = other.Author };

    public bool HasConfig(JsonElement config) => JsonText.Of(Config) == JsonText.Of(config);

    public bool HasLabels(IReadOnlyList<string>? labels) => Labels is null || labels is null ? Labels is null && labels is null : Labels.Order(StringComparer.Ordinal).SequenceEqual(labels.Order(StringComparer.Ordinal));

    public bool HasTags(IReadOnlyList<string>? tags) => Tags is null || tags is null ? Tags is null && tags is null : Tags.SequenceEqual(tags);

    public bool HasSplits(IReadOnlyDictionary<string, PromptArm[]> splits) =>
        Splits.Count == splits.Count && Splits.All(split => splits.TryGetValue(split.Key, out var arms) && arms.SequenceEqual(split.Value));
}
