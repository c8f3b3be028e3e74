namespace Observability.Model;

/// <summary>How a provider of models is reached. Its secrets are kept encrypted.</summary>
internal sealed record LlmConnection
{
    public required string Id { get; init; }

    /// <summary>The name it is referred to by, unique in the project.</summary>
    public required string Provider { get; init; }

    /// <summary>The protocol: openai, anthropic, azure …</summary>
    public required string Adapter { get; init; }

    /// <summary>The encrypted key.</summary>
    public required string SecretKey { get; init; }

    /// <summary>What may be shown of the key: its end.</summary>
    public required string DisplaySecretKey { get; init; }

    public string? BaseUrl { get; init; }

    public IReadOnlyList<string> CustomModels { get; init; } = [];

    public bool WithDefaultModels { get; init; } = true;

    /// <summary>The names of further headers.</summary>
    public IReadOnlyList<string> ExtraHeaderKeys { get; init; } = [];

    /// <summary>The encrypted JSON object of further headers; null when there are none.</summary>
    public string? ExtraHeaders { get; init; }

    public Payload? Config { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
