namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>A webhook to make, or what is to change about one: what is left out stays as it is.</summary>
internal sealed record PromptWebhookBody
{
    /// <summary>Where messages are posted to: http or https, reached without a redirect.</summary>
    public string? Url { get; init; }

    /// <summary>What is told: created, updated, deleted; all unless given.</summary>
    public IReadOnlyList<string?>? Actions { get; init; }

    /// <summary>The prompts that are told of; all unless given.</summary>
    public IReadOnlyList<string?>? PromptNames { get; init; }

    /// <summary>Whether anything is sent; true unless given.</summary>
    public bool? Enabled { get; init; }
}
