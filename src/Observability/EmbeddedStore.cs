using Observability.Storage;

namespace Observability;

/// <summary>Opens the store that is used when none is named.</summary>
internal static class EmbeddedStore
{
    public static ITraceStore Open(LlmObservabilityOptions options) =>
        throw new NotSupportedException($"This build has no embedded store for {options.FullStorePath}. Use o.UseStore(...).");
}
