using Observability.Model;
using Observability.Storage.Secrets;

namespace Observability.Prompts.Webhooks;

/// <summary>The document of a webhook.</summary>
internal sealed record StoredWebhook
{
    public required string Id { get; init; }

    public required string Url { get; init; }

    /// <summary>Only these; empty for all.</summary>
    public IReadOnlyList<PromptWebhookAction> Actions { get; init; } = [];

    /// <summary>Only prompts of these names; empty for all.</summary>
    public IReadOnlyList<string> PromptNames { get; init; } = [];

    public bool IsEnabled { get; init; } = true;

    /// <summary>Whether the application's code names it: then the code has its secret, and it is the code's to change.</summary>
    public bool IsOfCode { get; init; }

    /// <summary>The secret, encrypted; null for a webhook of the code.</summary>
    public string? Secret { get; init; }

    /// <summary>What may be shown of the secret.</summary>
    public required string DisplaySecret { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public bool Wants(string prompt, PromptWebhookAction action) =>
        IsEnabled && (Actions.Count == 0 || Actions.Contains(action)) && (PromptNames.Count == 0 || PromptNames.Contains(prompt, StringComparer.Ordinal));

    /// <summary>The same webhook with another secret.</summary>
    public StoredWebhook WithSecret(string secret, ProjectId project, SecretProtector protector) =>
        this with { Secret = protector.Protect(secret, OwnerOf(project)), DisplaySecret = WebhookSecret.Display(secret) };

    /// <exception cref="System.Security.Cryptography.CryptographicException">It was encrypted with another key.</exception>
    public string OpenSecret(ProjectId project, SecretProtector protector) => protector.Unprotect(Secret ?? "", OwnerOf(project));

    // Encrypted for one webhook it cannot be read for another.
    private string OwnerOf(ProjectId project) => $"prompt-webhook\n{project}\n{Id}";
}
