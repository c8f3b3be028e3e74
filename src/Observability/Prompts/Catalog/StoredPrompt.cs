using System.Text.Json;

namespace Observability.Prompts.Catalog;

/// <summary>The document of a prompt: what may change about it. Its versions are documents of their own.</summary>
internal sealed record StoredPrompt
{
    public required string Name { get; init; }

    public required PromptType Type { get; init; }

    /// <summary>The number the next version gets: no number is used twice, also after a deletion.</summary>
    public required int NextVersion { get; init; }

    /// <summary>The versions there are, as ranges.</summary>
    public required int[][] Versions { get; init; }

    /// <summary>The version each label points to, without <c>latest</c>, which is the largest.</summary>
    public IReadOnlyDictionary<string, int> Labels { get; init; } = new Dictionary<string, int>();

    public IReadOnlyDictionary<string, PromptArm[]> Splits { get; init; } = new Dictionary<string, PromptArm[]>();

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The configuration of the largest version, for lists.</summary>
    public JsonElement Config { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
