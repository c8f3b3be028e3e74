using Microsoft.SemanticKernel;
using Observability.Capture;
using Observability.Model;
using Observability.SemanticKernel.Messages;

namespace Observability.SemanticKernel.Filters;

/// <summary>Makes every function an observation: a prompt function a chain, any other a tool.</summary>
/// <remarks>One instance serves many kernels and concurrent calls: it keeps nothing of a call.</remarks>
internal sealed class ObservingFunctionFilter(LlmObservability observability) : IFunctionInvocationFilter
{
    public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        var claimed = ToolFrame.Claim(context.Function);
        var scope = claimed ?? Start(context);
        if (scope is null)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            scope.SetException(exception);
            End(scope, claimed);
            throw;
        }

        if (context.IsStreaming && claimed is null && FunctionStream.TryObserve(context, scope))
        {
            return;
        }

        Fault.Guard(scope, context, static (scope, context) => scope.SetOutput(FunctionOutput.Of(context.Result)));
        End(scope, claimed);
    }

    private ObservationScope? Start(FunctionInvocationContext context)
    {
        if (!observability.Options.Enabled)
        {
            return null;
        }

        try
        {
            var kind = FunctionNames.IsPromptFunction(context.Function) ? ObservationKind.Chain : ObservationKind.Tool;
            return observability.Tracer.Start(kind, FunctionNames.Of(context.Function))
                .SetInput(ArgumentsPayload.Of(context.Arguments, observability.Options));
        }
        catch (Exception exception)
        {
            Fault.Report(observability, exception);
            return null;
        }
    }

    private static void End(ObservationScope scope, ObservationScope? claimed)
    {
        if (claimed is null)
        {
            scope.Dispose();
        }
    }
}
