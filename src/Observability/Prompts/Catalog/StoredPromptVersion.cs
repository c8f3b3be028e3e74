using System.Text.Json;

namespace Observability.Prompts.Catalog;

/// <summary>The document of a version. Only <see cref="UpdatedAt"/> ever changes: when a label comes or goes.</summary>
internal sealed record StoredPromptVersion
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required int Version { get; init; }

    public required JsonElement Content { get; init; }

    public required JsonElement Config { get; init; }

    public string? CommitMessage { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The prompts it refers to.</summary>
    public IReadOnlyList<StoredReference> Uses { get; init; } = [];
}
