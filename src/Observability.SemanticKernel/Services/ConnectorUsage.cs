using Microsoft.Extensions.AI;
using Observability.Capture.Tokens;
using Observability.Model;

namespace Observability.SemanticKernel.Services;

/// <summary>Finds the token usage in the metadata of any connector's answer.</summary>
internal static class ConnectorUsage
{
    /// <summary>Reads the <c>Usage</c> entry, or the flat keys of the connectors that have none; null when the provider sent no usage.</summary>
    public static Usage? Read(IReadOnlyDictionary<string, object?>? metadata)
    {
        if (metadata is null || metadata.Count == 0)
        {
            return null;
        }

        if (metadata.TryGetValue("Usage", out var usage))
        {
            return usage switch
            {
                null => null,
                UsageDetails details => details.ToUsage(),
                _ => CountReader.Read(usage),
            };
        }

        // Google and HuggingFace put the counts directly among the metadata.
        return metadata.ContainsKey("PromptTokenCount") || metadata.ContainsKey("UsagePromptTokens") ? CountReader.ReadFlat(metadata) : null;
    }
}
