using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using Observability.Model;
using Observability.SemanticKernel.Messages;

namespace Observability.SemanticKernel.Services;

/// <summary>Observes every recording a service transcribes.</summary>
internal sealed class ObservingAudioToTextService(IAudioToTextService inner, LlmObservability observability, bool ownsInner = false)
    : ObservingService<IAudioToTextService>(inner, ownsInner), IAudioToTextService
{
    private readonly ServiceIdentity _identity = ServiceIdentity.Of(inner);

    public Task<IReadOnlyList<TextContent>> GetTextContentsAsync(
        AudioContent content, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null, CancellationToken cancellationToken = default) =>
        ServiceCall.ObserveAsync(
            observability,
            ObservationKind.Generation,
            _identity.Name("transcription"),
            scope => scope.SetModel(_identity.Model, _identity.Provider)
                .SetInput(new ContentsPayload([content]))
                .SetMetadata("audio_bytes", content.Data?.Length ?? 0)
                .SetParameters(SettingsPayload.Of(executionSettings, kernel)),
            () => Inner.GetTextContentsAsync(content, executionSettings, kernel, cancellationToken),
            static (scope, texts) =>
            {
                scope.SetOutput(texts.Count == 1 ? texts[0].Text : texts.Select(text => text.Text).ToArray());
                if (texts.Count > 0)
                {
                    ModelCall.Describe(scope, texts[0].Metadata);
                }
            });
}
