using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.TextGeneration;
using Observability.Capture;
using Observability.Model;
using Observability.SemanticKernel.Messages;

namespace Observability.SemanticKernel.Services;

/// <summary>Observes every call of a text generation service.</summary>
internal sealed class ObservingTextGenerationService(ITextGenerationService inner, LlmObservability observability, bool ownsInner = false)
    : ObservingService<ITextGenerationService>(inner, ownsInner), ITextGenerationService
{
    private readonly ServiceIdentity _identity = ServiceIdentity.Of(inner);

    public Task<IReadOnlyList<TextContent>> GetTextContentsAsync(
        string prompt, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null, CancellationToken cancellationToken = default) =>
        ServiceCall.ObserveAsync(
            observability,
            ObservationKind.Generation,
            _identity.Name("text_completion"),
            scope => Begin(scope, prompt, executionSettings, kernel),
            () => Inner.GetTextContentsAsync(prompt, executionSettings, kernel, cancellationToken),
            static (scope, contents) =>
            {
                scope.SetOutput(contents.Count == 1 ? contents[0].Text : contents.Select(content => content.Text).ToArray());
                if (contents.Count > 0)
                {
                    scope.SetModel(ResponseModel.Of(contents[0].InnerContent));
                    ModelCall.Describe(scope, contents[0].Metadata);
                }
            });

    public async IAsyncEnumerable<StreamingTextContent> GetStreamingTextContentsAsync(
        string prompt, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var stream = Inner.GetStreamingTextContentsAsync(prompt, executionSettings, kernel, cancellationToken);
        if (observability.Options.Enabled)
        {
            var scope = observability.Tracer.Start(ObservationKind.Generation, _identity.Name("text_completion"));
            Fault.Guard(scope, this, (scope, self) => self.Begin(scope, prompt, executionSettings, kernel));
            stream = ObservedStream.Observe(observability.Tracer, stream, new CompletionStreamObserver(scope), cancellationToken);
        }

        await foreach (var update in stream.ConfigureAwait(false))
        {
            yield return update;
        }
    }

    private void Begin(ObservationScope scope, string prompt, PromptExecutionSettings? settings, Kernel? kernel)
    {
        scope.SetModel(_identity.Model, _identity.Provider).SetInput(prompt).SetParameters(SettingsPayload.Of(settings, kernel));
        scope.SetPrompt(scope.InheritedPrompt);
    }

    private sealed class CompletionStreamObserver(ObservationScope scope) : TextStreamObserver<StreamingTextContent>(scope)
    {
        private readonly ObservationScope _scope = scope;

        public override void Next(StreamingTextContent item)
        {
            base.Next(item);
            Fault.Guard(_scope, item, static (scope, item) => ModelCall.Describe(scope, item.Metadata));
        }
    }
}
