namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>What may change about a prompt.</summary>
internal sealed record WirePromptHead
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>text or chat.</summary>
    public required string Type { get; init; }

    /// <summary>How often it changed: give it as If-Match to change only this state.</summary>
    public required long Revision { get; init; }

    /// <summary>How many versions there are.</summary>
    public required int VersionCount { get; init; }

    /// <summary>The version that each label points to.</summary>
    public required IReadOnlyDictionary<string, int> Labels { get; init; }

    /// <summary>The labels of which a share goes to other versions: by label, by version, from 0 to 1.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Splits { get; init; }

    /// <summary>The tags.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>When the first version was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When anything about it changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
