namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>A webhook. Its secret is returned only by what made it.</summary>
internal record WirePromptWebhook
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Where messages are posted to.</summary>
    public required string Url { get; init; }

    /// <summary>What is told: created, updated, deleted; empty for all.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    /// <summary>The prompts that are told of; empty for all.</summary>
    public required IReadOnlyList<string> PromptNames { get; init; }

    /// <summary>Whether anything is sent.</summary>
    public required bool Enabled { get; init; }

    /// <summary>API, or CODE: the application's code names it and only the code changes it.</summary>
    public required string Source { get; init; }

    /// <summary>The end of the secret.</summary>
    public required string DisplaySecretKey { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
