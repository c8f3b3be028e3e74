namespace Observability.Storage.Projects;

/// <summary>A key to be made.</summary>
internal sealed record NewApiKey
{
    /// <summary>The project; null for a key of the organization.</summary>
    public string? ProjectId { get; init; }

    /// <summary>The pair; generated when it is left out.</summary>
    public ApiKeyPair Pair { get; init; } = ApiKeyPair.Generate();

    public ApiKeyScope Scope { get; init; }

    public string? Note { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }
}
