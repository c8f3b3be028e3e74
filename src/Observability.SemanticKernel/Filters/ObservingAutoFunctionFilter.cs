using Microsoft.SemanticKernel;
using Observability.Capture;
using Observability.Model;
using Observability.SemanticKernel.Messages;
using Observability.SemanticKernel.Services;

namespace Observability.SemanticKernel.Filters;

/// <summary>Makes every tool call of a connector's own loop an observation and tells the model call that tools were asked for.</summary>
/// <remarks>
/// It starts the tool's observation because only here its call id is known, and because a filter may answer without
/// invoking the function; <see cref="ObservingFunctionFilter"/> then claims it, so that there is one.
/// </remarks>
internal sealed class ObservingAutoFunctionFilter(LlmObservability observability) : IAutoFunctionInvocationFilter
{
    public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        var call = AmbientScope.Current?.State as ModelCall;
        var tool = Start(context, call);
        if (tool is null)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        try
        {
            await next(context).ConfigureAwait(false);
            Fault.Guard(tool, context, static (tool, context) => tool.SetOutput(tool.Output ?? FunctionOutput.Of(context.Result)));
        }
        catch (Exception exception)
        {
            tool.SetException(exception);
            throw;
        }
        finally
        {
            tool.Dispose();
            call?.ToolEnded(context.Terminate);
        }
    }

    private ObservationScope? Start(AutoFunctionInvocationContext context, ModelCall? call)
    {
        if (!observability.Options.Enabled)
        {
            return null;
        }

        try
        {
            call?.ToolsRequested(context);
            var tool = observability.Tracer.StartDetached(ObservationKind.Tool, FunctionNames.Of(context.Function), call?.Loop ?? Tracer.CurrentParent());
            tool.State = new ToolFrame(context.Function);
            tool.SetInput(ArgumentsPayload.Of(context.Arguments, observability.Options));
            if (!string.IsNullOrEmpty(context.ToolCallId))
            {
                tool.SetMetadata("tool_call_id", context.ToolCallId);
            }

            tool.Activate();
            return tool;
        }
        catch (Exception exception)
        {
            Fault.Report(observability, exception);
            return null;
        }
    }
}
