using Observability.Model;

namespace Observability.Prompts;

/// <summary>An entry of the audit trail: who changed what and when.</summary>
public sealed record PromptChange
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Who.</summary>
    public required string Author { get; init; }

    /// <summary>Why, where it was said.</summary>
    public string? Reason { get; init; }

    /// <summary>What.</summary>
    public required PromptChangeKind Kind { get; init; }

    /// <summary>The prompt; null when the change is about all.</summary>
    public PromptName? Name { get; init; }

    /// <summary>The version it is about, where it is about one.</summary>
    public int? Version { get; init; }

    /// <summary>What it was before, as JSON: labels and their versions, tags, shares.</summary>
    public Payload? Before { get; init; }

    /// <summary>What it is now.</summary>
    public Payload? After { get; init; }
}
