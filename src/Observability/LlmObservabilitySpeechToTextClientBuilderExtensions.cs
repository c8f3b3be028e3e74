using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Observability.Capture.Modalities;

namespace Observability;

/// <summary>Adds LLM observability to transcription clients.</summary>
public static class LlmObservabilitySpeechToTextClientBuilderExtensions
{
    /// <summary>Captures every call of the transcription client.</summary>
    /// <param name="builder">The builder of the transcription client.</param>
    /// <param name="observability">Where to; by default the one registered in the services it is built with, else <see cref="LlmObservability.Default"/>.</param>
    /// <returns>The builder.</returns>
    /// <remarks>It is returned unchanged when capture is off, or when it is observed already.</remarks>
    public static SpeechToTextClientBuilder UseLlmObservability(this SpeechToTextClientBuilder builder, LlmObservability? observability = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use((inner, services) =>
            LlmObservabilitySpeechToTextClient.Wrap(inner, observability ?? services.GetService<LlmObservability>() ?? LlmObservability.Default));
    }
}
