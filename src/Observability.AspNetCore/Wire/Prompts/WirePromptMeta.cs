using System.Text.Json.Serialization;

namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>A prompt in a list.</summary>
internal sealed record WirePromptMeta
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The tags.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>When anything about it changed last.</summary>
    public required DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>The versions that match, oldest first.</summary>
    public required IReadOnlyList<int> Versions { get; init; }

    /// <summary>The labels of those versions, by the alphabet.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>text or chat.</summary>
    public required string Type { get; init; }

    /// <summary>The configuration of the newest of those versions.</summary>
    public required JsonPayload LastConfig { get; init; }

    /// <summary>Ours: all that may change about it; only when asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WirePromptHead? Head { get; init; }
}
