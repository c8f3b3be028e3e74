using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.Embeddings;
using Observability.Model;

#pragma warning disable CS0618 // Obsolete, but connectors and applications still register it.

namespace Observability.SemanticKernel.Services;

/// <summary>Observes every call of an embedding service of the older kind; vectors are counted, never stored.</summary>
internal sealed class ObservingTextEmbeddingService(ITextEmbeddingGenerationService inner, LlmObservability observability, bool ownsInner = false)
    : ObservingService<ITextEmbeddingGenerationService>(inner, ownsInner), ITextEmbeddingGenerationService
{
    private readonly ServiceIdentity _identity = ServiceIdentity.Of(inner);

    public Task<IList<ReadOnlyMemory<float>>> GenerateEmbeddingsAsync(IList<string> data, Kernel? kernel = null, CancellationToken cancellationToken = default) =>
        ServiceCall.ObserveAsync(
            observability,
            ObservationKind.Embedding,
            _identity.Name("embeddings"),
            scope => scope.SetModel(_identity.Model, _identity.Provider).SetInput(data),
            () => Inner.GenerateEmbeddingsAsync(data, kernel, cancellationToken),
            static (scope, vectors) => scope
                .SetMetadata("embedding_count", vectors.Count)
                .SetMetadata("dimensions", vectors.Count > 0 ? vectors[0].Length : 0));
}
