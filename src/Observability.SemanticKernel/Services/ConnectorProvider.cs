namespace Observability.SemanticKernel.Services;

/// <summary>Tells the provider (<c>gen_ai.provider.name</c>) from a connector and the endpoint it talks to.</summary>
internal static class ConnectorProvider
{
    // Endpoints that speak another provider's protocol: the connector alone would name the wrong one.
    private static readonly (string Host, string Provider)[] Hosts =
    [
        (".openai.azure.com", "azure.ai.openai"),
        ("api.deepseek.com", "deepseek"),
        ("api.x.ai", "x_ai"),
        ("api.groq.com", "groq"),
        ("api.mistral.ai", "mistral_ai"),
        ("api.perplexity.ai", "perplexity"),
        ("api.anthropic.com", "anthropic"),
        ("generativelanguage.googleapis.com", "gcp.gemini"),
        ("aiplatform.googleapis.com", "gcp.vertex_ai"),
        (".amazonaws.com", "aws.bedrock"),
    ];

    private static readonly (string Connector, string Provider)[] Connectors =
    [
        ("Connectors.AzureOpenAI", "azure.ai.openai"),
        ("Connectors.OpenAI", "openai"),
        ("Connectors.AzureAIInference", "azure.ai.inference"),
        ("Connectors.Google", "gcp.gemini"),
        ("Connectors.Amazon", "aws.bedrock"),
        ("Connectors.MistralAI", "mistral_ai"),
        ("Connectors.HuggingFace", "huggingface"),
        ("Connectors.Ollama", "ollama"),
        ("Connectors.Onnx", "onnx"),
    ];

    public static string? Of(Type service, string? endpoint)
    {
        if (Uri.TryCreate(endpoint, UriKind.Absolute, out var uri))
        {
            foreach (var (host, provider) in Hosts)
            {
                if (uri.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase))
                {
                    return provider;
                }
            }
        }

        var name = service.FullName ?? service.Name;
        foreach (var (connector, provider) in Connectors)
        {
            if (name.Contains(connector, StringComparison.Ordinal))
            {
                return name.Contains("VertexAI", StringComparison.Ordinal) ? "gcp.vertex_ai" : provider;
            }
        }

        return null;
    }
}
