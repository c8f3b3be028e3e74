using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Observability.Capture.Modalities;

namespace Observability;

/// <summary>Adds LLM observability to image generators.</summary>
public static class LlmObservabilityImageGeneratorBuilderExtensions
{
    /// <summary>Captures every call of the image generator.</summary>
    /// <param name="builder">The builder of the image generator.</param>
    /// <param name="observability">Where to; by default the one registered in the services it is built with, else <see cref="LlmObservability.Default"/>.</param>
    /// <returns>The builder.</returns>
    /// <remarks>It is returned unchanged when capture is off, or when it is observed already.</remarks>
    public static ImageGeneratorBuilder UseLlmObservability(this ImageGeneratorBuilder builder, LlmObservability? observability = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use((inner, services) =>
            LlmObservabilityImageGenerator.Wrap(inner, observability ?? services.GetService<LlmObservability>() ?? LlmObservability.Default));
    }
}
