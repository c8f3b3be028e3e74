namespace Observability.Evaluation.Online;

/// <summary>How the model of a judge is reached: what an LLM connection of the catalog says, with its secrets.</summary>
public sealed record JudgeConnection
{
    /// <summary>The name of the connection.</summary>
    public required string Provider { get; init; }

    /// <summary>The protocol: openai, azure, anthropic, bedrock, google-vertex-ai or google-ai-studio.</summary>
    public required string Adapter { get; init; }

    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>The key.</summary>
    public required string SecretKey { get; init; }

    /// <summary>Where the provider is; null for its own address.</summary>
    public Uri? Address { get; init; }

    /// <summary>Further headers of each request.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Without the secrets.</summary>
    public override string ToString() => $"{Provider} ({Adapter}) {Model}";
}
