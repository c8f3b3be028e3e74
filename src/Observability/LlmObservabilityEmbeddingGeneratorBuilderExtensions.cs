using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Observability.Capture.Modalities;

namespace Observability;

/// <summary>Adds LLM observability to embedding generators.</summary>
public static class LlmObservabilityEmbeddingGeneratorBuilderExtensions
{
    /// <summary>Captures every call of the embedding generator.</summary>
    /// <typeparam name="TInput">What is embedded.</typeparam>
    /// <typeparam name="TEmbedding">What it is embedded as.</typeparam>
    /// <param name="builder">The builder of the embedding generator.</param>
    /// <param name="observability">Where to; by default the one registered in the services it is built with, else <see cref="LlmObservability.Default"/>.</param>
    /// <returns>The builder.</returns>
    /// <remarks>It is returned unchanged when capture is off, or when it is observed already.</remarks>
    public static EmbeddingGeneratorBuilder<TInput, TEmbedding> UseLlmObservability<TInput, TEmbedding>(this EmbeddingGeneratorBuilder<TInput, TEmbedding> builder, LlmObservability? observability = null)
        where TEmbedding : Embedding
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use((inner, services) =>
            LlmObservabilityEmbeddingGenerator<TInput, TEmbedding>.Wrap(inner, observability ?? services.GetService<LlmObservability>() ?? LlmObservability.Default));
    }
}
