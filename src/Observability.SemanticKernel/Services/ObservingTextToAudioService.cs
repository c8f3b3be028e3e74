using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.TextToAudio;
using Observability.Model;
using Observability.SemanticKernel.Messages;

namespace Observability.SemanticKernel.Services;

/// <summary>Observes every text a service speaks.</summary>
internal sealed class ObservingTextToAudioService(ITextToAudioService inner, LlmObservability observability, bool ownsInner = false)
    : ObservingService<ITextToAudioService>(inner, ownsInner), ITextToAudioService
{
    private readonly ServiceIdentity _identity = ServiceIdentity.Of(inner);

    public Task<IReadOnlyList<AudioContent>> GetAudioContentsAsync(
        string text, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null, CancellationToken cancellationToken = default) =>
        ServiceCall.ObserveAsync(
            observability,
            ObservationKind.Generation,
            _identity.Name("speech"),
            scope => scope.SetModel(_identity.Model, _identity.Provider).SetInput(text).SetParameters(SettingsPayload.Of(executionSettings, kernel)),
            () => Inner.GetAudioContentsAsync(text, executionSettings, kernel, cancellationToken),
            static (scope, audio) =>
            {
                scope.SetOutput(new ContentsPayload([.. audio])).SetMetadata("audio_bytes", audio.Sum(clip => (long)(clip.Data?.Length ?? 0)));
                if (audio.Count > 0)
                {
                    ModelCall.Describe(scope, audio[0].Metadata);
                }
            });
}
