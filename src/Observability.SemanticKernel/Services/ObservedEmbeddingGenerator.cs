using Microsoft.Extensions.AI;
using Observability.Capture.Modalities;

namespace Observability.SemanticKernel.Services;

/// <summary>Observes an embedding generator that a connector registered.</summary>
internal static class ObservedEmbeddingGenerator
{
    public static IEmbeddingGenerator<string, Embedding<float>> Of(IEmbeddingGenerator<string, Embedding<float>> generator, LlmObservability observability, bool ownsInner) =>
        LlmObservabilityEmbeddingGenerator<string, Embedding<float>>.Wrap(ownsInner ? generator : new BorrowedGenerator(generator), observability);

    /// <summary>Keeps a container from disposing a generator that was registered as an instance and is its creator's to dispose.</summary>
    private sealed class BorrowedGenerator(IEmbeddingGenerator<string, Embedding<float>> generator) : DelegatingEmbeddingGenerator<string, Embedding<float>>(generator)
    {
#pragma warning disable CA2215 // Not to dispose the inner generator is what this class is for.
        protected override void Dispose(bool disposing)
        {
        }
#pragma warning restore CA2215
    }
}
