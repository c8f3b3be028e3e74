using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.TextToImage;
using Observability.Model;
using Observability.SemanticKernel.Messages;

namespace Observability.SemanticKernel.Services;

/// <summary>Observes every image a service makes.</summary>
internal sealed class ObservingTextToImageService(ITextToImageService inner, LlmObservability observability, bool ownsInner = false)
    : ObservingService<ITextToImageService>(inner, ownsInner), ITextToImageService
{
    private readonly ServiceIdentity _identity = ServiceIdentity.Of(inner);

    public Task<IReadOnlyList<ImageContent>> GetImageContentsAsync(
        TextContent input, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null, CancellationToken cancellationToken = default) =>
        ServiceCall.ObserveAsync(
            observability,
            ObservationKind.Generation,
            _identity.Name("generate_image"),
            scope => scope.SetModel(_identity.Model, _identity.Provider).SetInput(input.Text).SetParameters(SettingsPayload.Of(executionSettings, kernel)),
            () => Inner.GetImageContentsAsync(input, executionSettings, kernel, cancellationToken),
            static (scope, images) =>
            {
                scope.SetOutput(new ContentsPayload([.. images])).SetMetadata("image_count", images.Count);
                if (images.Count > 0)
                {
                    ModelCall.Describe(scope, images[0].Metadata);
                }
            });
}
