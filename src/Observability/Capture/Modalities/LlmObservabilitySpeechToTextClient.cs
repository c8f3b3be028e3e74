using Microsoft.Extensions.AI;
using Observability.Model;

namespace Observability.Capture.Modalities;

/// <summary>Observes the calls of a transcription client. The audio itself is not kept: it is a stream that only the client may read.</summary>
internal sealed class LlmObservabilitySpeechToTextClient : DelegatingSpeechToTextClient
{
    private readonly Tracer _tracer;
    private readonly SpeechToTextClientMetadata? _metadata;

    private LlmObservabilitySpeechToTextClient(ISpeechToTextClient innerClient, Tracer tracer)
        : base(innerClient)
    {
        _tracer = tracer;
        _metadata = innerClient.GetService<SpeechToTextClientMetadata>();
    }

    /// <summary>Wraps a client; returns it unchanged when capture is off or it is observed already.</summary>
    public static ISpeechToTextClient Wrap(ISpeechToTextClient inner, LlmObservability observability) =>
        !observability.Options.Enabled || inner.GetService<LlmObservabilitySpeechToTextClient>() is not null
            ? inner
            : new LlmObservabilitySpeechToTextClient(inner, observability.Tracer);

    public override Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default) =>
        ModelCall.RunAsync(Start(audioSpeechStream, options), () => InnerClient.GetTextAsync(audioSpeechStream, options, cancellationToken), static (scope, response) =>
        {
            scope.SetModel(response.ModelId);
            ModelCall.SetUsage(scope, response.Usage, response.RawRepresentation);
            ModelCall.SetOutput(scope, response.Contents);
        });

    public override IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default) =>
        new ObservedContentStream<SpeechToTextResponseUpdate>(
            _tracer,
            () => Start(audioSpeechStream, options),
            token => InnerClient.GetStreamingTextAsync(audioSpeechStream, options, token),
            static update => (update.Contents, update.ModelId),
            cancellationToken);

    private ObservationScope Start(Stream audio, SpeechToTextOptions? options)
    {
        var scope = ModelCall.Start(_tracer, ObservationKind.Generation, "transcribe", options?.ModelId ?? _metadata?.DefaultModelId, _metadata?.ProviderName);
        ModelCall.Try(scope, (audio, options), static (scope, call) =>
        {
            if (call.audio is { CanSeek: true })
            {
                scope.SetMetadata("audio_bytes", call.audio.Length);
            }

            if (call.options?.SpeechLanguage is { } language)
            {
                scope.SetParameters(new Dictionary<string, object?> { ["language"] = language });
            }
        });
        return scope;
    }
}
