using System.Text.Json;

namespace Observability.AspNetCore.Wire.Evaluators;

/// <summary>A connection to create, or to replace when one of that provider is there.</summary>
internal sealed record UpsertLlmConnectionBody
{
    /// <summary>The name it is referred to by.</summary>
    public string? Provider { get; init; }

    /// <summary>The protocol: anthropic, openai, azure, bedrock, google-vertex-ai or google-ai-studio.</summary>
    public string? Adapter { get; init; }

    /// <summary>The key; it is kept encrypted.</summary>
    public string? SecretKey { get; init; }

    /// <summary>Where the provider is; its own address unless given.</summary>
    public string? BaseURL { get; init; }

    /// <summary>Further models.</summary>
    public IReadOnlyList<string?>? CustomModels { get; init; }

    /// <summary>Whether the adapter's usual models are offered too; true unless given.</summary>
    public bool? WithDefaultModels { get; init; }

    /// <summary>Further headers; their values are kept encrypted.</summary>
    public IReadOnlyDictionary<string, string?>? ExtraHeaders { get; init; }

    /// <summary>What the adapter needs beside, e.g. a region.</summary>
    public JsonElement Config { get; init; }
}
