namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>An entry of the audit trail.</summary>
internal sealed record WirePromptChange
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Who.</summary>
    public required string Author { get; init; }

    /// <summary>Why, where it was said.</summary>
    public required string? Reason { get; init; }

    /// <summary>What was changed.</summary>
    public required string Kind { get; init; }

    /// <summary>The prompt; null when it is about all.</summary>
    public required string? PromptName { get; init; }

    /// <summary>The version, where it is about one.</summary>
    public required int? PromptVersion { get; init; }

    /// <summary>What it was before.</summary>
    public required JsonPayload Before { get; init; }

    /// <summary>What it is now.</summary>
    public required JsonPayload After { get; init; }
}
