using Microsoft.Extensions.AI;
using Observability.Model;

namespace Observability.Capture.Modalities;

/// <summary>Observes the calls of an embedding generator. Vectors are not kept, only how many there were and of what size.</summary>
internal sealed class LlmObservabilityEmbeddingGenerator<TInput, TEmbedding> : DelegatingEmbeddingGenerator<TInput, TEmbedding>
    where TEmbedding : Embedding
{
    private readonly Tracer _tracer;
    private readonly EmbeddingGeneratorMetadata? _metadata;

    private LlmObservabilityEmbeddingGenerator(IEmbeddingGenerator<TInput, TEmbedding> innerGenerator, Tracer tracer)
        : base(innerGenerator)
    {
        _tracer = tracer;
        _metadata = innerGenerator.GetService<EmbeddingGeneratorMetadata>();
    }

    /// <summary>Wraps a generator; returns it unchanged when capture is off or it is observed already.</summary>
    public static IEmbeddingGenerator<TInput, TEmbedding> Wrap(IEmbeddingGenerator<TInput, TEmbedding> inner, LlmObservability observability) =>
        !observability.Options.Enabled || inner.GetService<LlmObservabilityEmbeddingGenerator<TInput, TEmbedding>>() is not null
            ? inner
            : new LlmObservabilityEmbeddingGenerator<TInput, TEmbedding>(inner, observability.Tracer);

    public override Task<GeneratedEmbeddings<TEmbedding>> GenerateAsync(IEnumerable<TInput> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var list = values as IList<TInput> ?? [.. values];
        var scope = ModelCall.Start(_tracer, ObservationKind.Embedding, "embeddings", options?.ModelId ?? _metadata?.DefaultModelId, _metadata?.ProviderName);
        ModelCall.Try(scope, (list, options), static (scope, call) =>
        {
            // Texts are immutable: the array is the snapshot, and the strings are written later.
            scope.SetInput(call.list is IList<string> texts ? new TextsPayload([.. texts]) : call.list.Count);
            if (call.options?.Dimensions is { } dimensions)
            {
                scope.SetParameters(new Dictionary<string, object?> { ["dimensions"] = dimensions });
            }
        });
        return ModelCall.RunAsync(scope, () => InnerGenerator.GenerateAsync(list, options, cancellationToken), static (scope, embeddings) =>
        {
            ModelCall.SetUsage(scope, embeddings.Usage, null);
            if (embeddings.Count > 0)
            {
                scope.SetModel(embeddings[0].ModelId);
                scope.SetOutput(new Dictionary<string, int> { ["count"] = embeddings.Count, ["dimensions"] = embeddings[0].Dimensions });
            }
        });
    }
}
