using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Observability.Capture.Modalities;

namespace Observability;

/// <summary>Adds LLM observability to speech clients.</summary>
public static class LlmObservabilityTextToSpeechClientBuilderExtensions
{
    /// <summary>Captures every call of the speech client.</summary>
    /// <param name="builder">The builder of the speech client.</param>
    /// <param name="observability">Where to; by default the one registered in the services it is built with, else <see cref="LlmObservability.Default"/>.</param>
    /// <returns>The builder.</returns>
    /// <remarks>It is returned unchanged when capture is off, or when it is observed already.</remarks>
    public static TextToSpeechClientBuilder UseLlmObservability(this TextToSpeechClientBuilder builder, LlmObservability? observability = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use((inner, services) =>
            LlmObservabilityTextToSpeechClient.Wrap(inner, observability ?? services.GetService<LlmObservability>() ?? LlmObservability.Default));
    }
}
