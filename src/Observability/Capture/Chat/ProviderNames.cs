namespace Observability.Capture.Chat;

/// <summary>Provider names in the terms of OpenTelemetry's <c>gen_ai.provider.name</c>.</summary>
internal static class ProviderNames
{
    /// <summary>Maps the names that clients use for themselves; an unknown one stays, in lower case.</summary>
    public static string? Normalize(string? name) => name?.ToLowerInvariant() switch
    {
        null or "" => null,
        "azureopenai" or "azure_openai" or "azure-openai" => "azure.ai.openai",
        "azure_ai_inference" or "azureaiinference" or "az.ai.inference" => "azure.ai.inference",
        "bedrock" or "aws_bedrock" or "amazon_bedrock" => "aws.bedrock",
        "gemini" or "google_ai" or "googleai" => "gcp.gemini",
        "vertexai" or "vertex_ai" => "gcp.vertex_ai",
        "mistral" or "mistralai" => "mistral_ai",
        "xai" => "x_ai",
        var other => other,
    };
}
