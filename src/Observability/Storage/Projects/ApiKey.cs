using System.Text.Json.Serialization;

namespace Observability.Storage.Projects;

/// <summary>An API key as it is stored: without its secret.</summary>
internal sealed record ApiKey
{
    public required string Id { get; init; }

    /// <summary>The project; null for a key of the organization.</summary>
    public string? ProjectId { get; init; }

    public required string PublicKey { get; init; }

    /// <summary>What the secret hashes to, in hexadecimal; see <see cref="SecretHasher"/>.</summary>
    public required string SecretHash { get; init; }

    /// <summary>Enough of the secret to recognise it by.</summary>
    public required string DisplaySecretKey { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<ApiKeyScope>))]
    public ApiKeyScope Scope { get; init; }

    public string? Note { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it is not valid; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last used, to the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    public bool IsExpiredAt(DateTimeOffset now) => ExpiresAt <= now;
}
