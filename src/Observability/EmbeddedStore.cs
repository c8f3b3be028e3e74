using Microsoft.Extensions.Logging;
using Observability.Storage;
using Observability.Storage.LiteDb;
using Observability.Storage.Media;

namespace Observability;

/// <summary>Opens the store that is used when none is named.</summary>
internal static class EmbeddedStore
{
    public static ITraceStore Open(LlmObservabilityOptions options) => LiteDbTraceStore.Open(
        new LiteDbTraceStoreOptions { Directory = options.FullStorePath, Retention = options.Retention },
        options.LoggerFactory?.CreateLogger("Observability.Storage"),
        options.TimeProvider);

    public static IMediaStore OpenMedia(LlmObservabilityOptions options) => new FileMediaStore(options.FullStorePath);
}
