using System.Collections.Frozen;

namespace Observability.Pricing;

/// <summary>The names providers go by, and which of them run on the user's own machine.</summary>
internal static class ProviderNames
{
    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["openai"] = "openai",
        ["azure"] = "azure", ["azure.ai.openai"] = "azure", ["az.ai.openai"] = "azure", ["azure.ai.inference"] = "azure", ["az.ai.inference"] = "azure",
        ["azure_openai"] = "azure", ["azure_ai"] = "azure", ["azureopenai"] = "azure", ["azure-openai"] = "azure",
        ["aws.bedrock"] = "aws.bedrock", ["aws_bedrock"] = "aws.bedrock", ["bedrock"] = "aws.bedrock", ["amazon-bedrock"] = "aws.bedrock", ["bedrock_converse"] = "aws.bedrock", ["amazon"] = "aws.bedrock",
        ["anthropic"] = "anthropic",
        ["gcp.gemini"] = "gcp.gemini", ["gcp.gen_ai"] = "gcp.gemini", ["gemini"] = "gcp.gemini", ["google"] = "gcp.gemini", ["google_ai"] = "gcp.gemini", ["google-ai-studio"] = "gcp.gemini",
        ["gcp.vertex_ai"] = "gcp.vertex_ai", ["vertex_ai"] = "gcp.vertex_ai", ["vertexai"] = "gcp.vertex_ai", ["vertex-ai"] = "gcp.vertex_ai",
        ["mistral_ai"] = "mistral_ai", ["mistral"] = "mistral_ai", ["mistralai"] = "mistral_ai",
        ["x_ai"] = "x_ai", ["xai"] = "x_ai", ["x-ai"] = "x_ai",
        ["deepseek"] = "deepseek",
        ["cohere"] = "cohere",
        ["ai21"] = "ai21",
        ["voyage"] = "voyage", ["voyageai"] = "voyage",
        ["perplexity"] = "perplexity",
        ["groq"] = "groq",
        ["cerebras"] = "cerebras",
        ["openrouter"] = "openrouter",
        ["together_ai"] = "together_ai", ["together"] = "together_ai", ["togetherai"] = "together_ai",
        ["ibm.watsonx.ai"] = "ibm.watsonx.ai", ["watsonx"] = "ibm.watsonx.ai",
        ["moonshot_ai"] = "moonshot_ai", ["moonshotai"] = "moonshot_ai", ["moonshot"] = "moonshot_ai",
        ["dashscope"] = "dashscope", ["alibaba"] = "dashscope", ["alibaba_cloud"] = "dashscope",
        ["zai"] = "zai", ["z-ai"] = "zai", ["z.ai"] = "zai", ["zhipuai"] = "zai",
        ["volcengine"] = "volcengine",
        ["minimax"] = "minimax", ["minimaxai"] = "minimax",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> LocalRuntimes = FrozenSet.ToFrozenSet(
        [
            "ollama", "llama.cpp", "llamacpp", "llama_cpp", "llama-cpp", "llamafile", "llamasharp", "lmstudio", "lm_studio", "lm-studio", "vllm",
            "localai", "local_ai", "onnx", "onnxruntime", "onnxruntime-genai", "foundry_local", "foundry-local", "mlx", "jan", "gpt4all", "koboldcpp",
            "text-generation-webui", "docker_model_runner",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The name in the price table; null for a provider that is not in it.</summary>
    public static string? Find(string? provider) => provider is not null && Known.TryGetValue(provider.Trim(), out var name) ? name : null;

    /// <summary>
    /// Whether the provider runs models on hardware that the application's operator pays for anyway. Such calls cost zero: no invoice comes
    /// from them. Models that a local runtime forwards to its vendor's cloud (Ollama's <c>…-cloud</c> tags) are not local.
    /// </summary>
    public static bool IsLocal(string? provider, string model) =>
        provider is not null && LocalRuntimes.Contains(provider.Trim()) && !model.EndsWith("-cloud", StringComparison.OrdinalIgnoreCase) && !model.EndsWith(":cloud", StringComparison.OrdinalIgnoreCase);
}
