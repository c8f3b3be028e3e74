using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Observability;

/// <summary>Exports what is captured through OpenTelemetry as well.</summary>
public static class LlmObservabilityOpenTelemetryExtensions
{
    /// <summary>Subscribes to the spans that mirror observations, in the GenAI semantic conventions, without content.</summary>
    /// <returns>The builder.</returns>
    public static TracerProviderBuilder AddLlmObservability(this TracerProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddSource(LlmObservability.ActivitySourceName);
    }

    /// <summary>Subscribes to the GenAI client metrics: token usage, operation duration and time to the first chunk.</summary>
    /// <returns>The builder.</returns>
    public static MeterProviderBuilder AddLlmObservability(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter(LlmObservability.MeterName);
    }
}
