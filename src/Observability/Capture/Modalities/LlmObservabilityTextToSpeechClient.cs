using Microsoft.Extensions.AI;
using Observability.Model;

namespace Observability.Capture.Modalities;

/// <summary>Observes the calls of a speech client; the audio is kept as media.</summary>
internal sealed class LlmObservabilityTextToSpeechClient : DelegatingTextToSpeechClient
{
    private readonly Tracer _tracer;
    private readonly TextToSpeechClientMetadata? _metadata;

    private LlmObservabilityTextToSpeechClient(ITextToSpeechClient innerClient, Tracer tracer)
        : base(innerClient)
    {
        _tracer = tracer;
        _metadata = innerClient.GetService<TextToSpeechClientMetadata>();
    }

    /// <summary>Wraps a client; returns it unchanged when capture is off or it is observed already.</summary>
    public static ITextToSpeechClient Wrap(ITextToSpeechClient inner, LlmObservability observability) =>
        !observability.Options.Enabled || inner.GetService<LlmObservabilityTextToSpeechClient>() is not null
            ? inner
            : new LlmObservabilityTextToSpeechClient(inner, observability.Tracer);

    public override Task<TextToSpeechResponse> GetAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default) =>
        ModelCall.RunAsync(Start(text, options), () => InnerClient.GetAudioAsync(text, options, cancellationToken), static (scope, response) =>
        {
            scope.SetModel(response.ModelId);
            ModelCall.SetUsage(scope, response.Usage, response.RawRepresentation);
            ModelCall.SetOutput(scope, response.Contents);
        });

    public override IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default) =>
        new ObservedContentStream<TextToSpeechResponseUpdate>(
            _tracer,
            () => Start(text, options),
            token => InnerClient.GetStreamingAudioAsync(text, options, token),
            static update => (update.Contents, update.ModelId),
            cancellationToken);

    private ObservationScope Start(string text, TextToSpeechOptions? options)
    {
        var scope = ModelCall.Start(_tracer, ObservationKind.Generation, "speech", options?.ModelId ?? _metadata?.DefaultModelId, _metadata?.ProviderName);
        ModelCall.Try(scope, (text, options), static (scope, call) =>
        {
            scope.SetInput(call.text);
            scope.SetMetadata("characters", call.text?.Length ?? 0);
            if (call.options is { } options)
            {
                scope.SetParameters(new Dictionary<string, object?> { ["voice"] = options.VoiceId, ["language"] = options.Language, ["format"] = options.AudioFormat, ["speed"] = options.Speed });
            }
        });
        return scope;
    }
}
