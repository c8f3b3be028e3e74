using Microsoft.Extensions.Hosting;

namespace Observability;

/// <summary>Adds LLM observability to a host.</summary>
public static class LlmObservabilityHostExtensions
{
    /// <summary>
    /// Captures what the application does with models: configured by the section <c>LlmObservability</c> and then by
    /// <paramref name="configure"/>, in the host's environment, flushed when the host stops.
    /// </summary>
    /// <example><code>builder.UseLlmObservability(o => o.CaptureContent = false);</code></example>
    public static LlmObservabilityBuilder UseLlmObservability(this IHostApplicationBuilder builder, Action<LlmObservabilityOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Services.AddLlmObservability(configure);
    }
}
