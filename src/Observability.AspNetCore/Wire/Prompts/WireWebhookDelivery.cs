namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>A message to a webhook and what became of it.</summary>
internal sealed record WireWebhookDelivery
{
    /// <summary>The id in the message; the same each time it is sent.</summary>
    public required string Id { get; init; }

    /// <summary>created, updated or deleted.</summary>
    public required string Action { get; init; }

    /// <summary>The prompt.</summary>
    public required string PromptName { get; init; }

    /// <summary>The version.</summary>
    public required int PromptVersion { get; init; }

    /// <summary>PENDING, DELIVERED or FAILED.</summary>
    public required string Status { get; init; }

    /// <summary>How often it was sent.</summary>
    public required int Attempts { get; init; }

    /// <summary>The status of the last answer; null when there was none.</summary>
    public required int? StatusCode { get; init; }

    /// <summary>Why the last attempt failed; null when none did.</summary>
    public required string? Reason { get; init; }

    /// <summary>When the prompt changed.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was sent last.</summary>
    public required DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>When it is sent again; null when it is over.</summary>
    public required DateTimeOffset? NextAttemptAt { get; init; }
}
