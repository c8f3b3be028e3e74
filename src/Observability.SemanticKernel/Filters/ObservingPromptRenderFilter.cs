using Microsoft.SemanticKernel;
using Observability.Capture;
using Observability.Model;
using Observability.SemanticKernel.Messages;

namespace Observability.SemanticKernel.Filters;

/// <summary>Records each rendering of a prompt with its arguments and the final prompt, after all other filters had their say.</summary>
internal sealed class ObservingPromptRenderFilter(LlmObservability observability) : IPromptRenderFilter
{
    public async Task OnPromptRenderAsync(PromptRenderContext context, Func<PromptRenderContext, Task> next)
    {
        var function = AmbientScope.Current;
        var scope = Start(context);
        if (scope is null)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        try
        {
            await next(context).ConfigureAwait(false);
            Finish(function, scope, context);
        }
        catch (Exception exception)
        {
            scope.SetException(exception);
            throw;
        }
        finally
        {
            scope.Dispose();
        }
    }

    private static void Finish(ObservationScope? function, ObservationScope scope, PromptRenderContext context)
    {
        scope.SetOutput(context.RenderedPrompt);
        if (function is null || function.Name != FunctionNames.Of(context.Function))
        {
            return;
        }

        function.PromptForCalls = scope.PromptForCalls;

        // A prompt without arguments is its own input: what a reader of the list of traces wants to see.
        if (function.Input is null)
        {
            function.SetInput(context.RenderedPrompt);
        }

        // A filter that answers in place of the model: no generation follows.
        if (context.Result is not null)
        {
            function.SetCacheHit();
        }
    }

    private ObservationScope? Start(PromptRenderContext context)
    {
        if (!observability.Options.Enabled)
        {
            return null;
        }

        try
        {
            return observability.Tracer.Start(ObservationKind.Span, "render")
                .SetInput(ArgumentsPayload.Of(context.Arguments, observability.Options));
        }
        catch (Exception exception)
        {
            Fault.Report(observability, exception);
            return null;
        }
    }
}
