namespace Observability.AspNetCore.Wire.Evaluators;

/// <summary>How a provider of models is reached. Its secrets are never returned.</summary>
internal sealed record WireLlmConnection
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The name it is referred to by.</summary>
    public required string Provider { get; init; }

    /// <summary>The protocol: anthropic, openai, azure, bedrock, google-vertex-ai or google-ai-studio.</summary>
    public required string Adapter { get; init; }

    /// <summary>The end of the key.</summary>
    public required string DisplaySecretKey { get; init; }

    /// <summary>Where the provider is; null for its own address.</summary>
    public string? BaseURL { get; init; }

    /// <summary>Further models.</summary>
    public required IReadOnlyList<string> CustomModels { get; init; }

    /// <summary>Whether the adapter's usual models are offered too.</summary>
    public required bool WithDefaultModels { get; init; }

    /// <summary>The names of further headers.</summary>
    public required IReadOnlyList<string> ExtraHeaderKeys { get; init; }

    /// <summary>What the adapter needs beside, e.g. a region.</summary>
    public JsonPayload Config { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
