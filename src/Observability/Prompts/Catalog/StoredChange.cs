using System.Text.Json;

namespace Observability.Prompts.Catalog;

/// <summary>The document of an entry of the audit trail; never changed.</summary>
internal sealed record StoredChange
{
    public required Guid Id { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Orders what happened to a prompt at one time.</summary>
    public long Sequence { get; init; }

    public required string Author { get; init; }

    public string? Reason { get; init; }

    public required PromptChangeKind Kind { get; init; }

    public string? Name { get; init; }

    public int? Version { get; init; }

    public JsonElement? Before { get; init; }

    public JsonElement? After { get; init; }
}
