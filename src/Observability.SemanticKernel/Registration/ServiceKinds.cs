using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Embeddings;
using Microsoft.SemanticKernel.TextGeneration;
using Microsoft.SemanticKernel.TextToAudio;
using Microsoft.SemanticKernel.TextToImage;
using Observability.SemanticKernel.Services;

namespace Observability.SemanticKernel.Registration;

/// <summary>The kinds of model services that are observed, and how each is wrapped.</summary>
internal static class ServiceKinds
{
    private static readonly Dictionary<Type, Func<object, LlmObservability, bool, object>> Wrappers = new()
    {
        [typeof(IChatCompletionService)] = (inner, o, owns) => new ObservingChatCompletionService((IChatCompletionService)inner, o, owns),
        [typeof(IChatClient)] = (inner, o, owns) => ObservedChatClient.Of((IChatClient)inner, o, owns),
        [typeof(IEmbeddingGenerator<string, Embedding<float>>)] = (inner, o, owns) => ObservedEmbeddingGenerator.Of((IEmbeddingGenerator<string, Embedding<float>>)inner, o, owns),
        [typeof(ITextGenerationService)] = (inner, o, owns) => new ObservingTextGenerationService((ITextGenerationService)inner, o, owns),
        [typeof(ITextToImageService)] = (inner, o, owns) => new ObservingTextToImageService((ITextToImageService)inner, o, owns),
        [typeof(ITextToAudioService)] = (inner, o, owns) => new ObservingTextToAudioService((ITextToAudioService)inner, o, owns),
        [typeof(IAudioToTextService)] = (inner, o, owns) => new ObservingAudioToTextService((IAudioToTextService)inner, o, owns),
#pragma warning disable CS0618 // Obsolete, but connectors and applications still register it.
        [typeof(ITextEmbeddingGenerationService)] = (inner, o, owns) => new ObservingTextEmbeddingService((ITextEmbeddingGenerationService)inner, o, owns),
#pragma warning restore CS0618
    };

    public static bool IsObserved(Type serviceType) => Wrappers.ContainsKey(serviceType);

    /// <summary>Wraps a service; the same object when it is observed already or nothing is captured.</summary>
    public static object Wrap(Type serviceType, object inner, LlmObservability observability, bool ownsInner) =>
        inner is IObserving || !observability.Options.Enabled ? inner : Wrappers[serviceType](inner, observability, ownsInner);
}
