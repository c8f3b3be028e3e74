using Microsoft.Extensions.AI;
using Observability.Capture.Messages;
using Observability.Model;

namespace Observability.Capture.Chat;

/// <summary>Observes each tool that a function loop runs, as it runs.</summary>
internal sealed class ToolObserver
{
    private readonly Tracer _tracer;
    private readonly Func<FunctionInvocationContext, CancellationToken, ValueTask<object?>>? _previous;

    private readonly bool _hasOwnTelemetry;

    private ToolObserver(Tracer tracer, bool hasOwnTelemetry, Func<FunctionInvocationContext, CancellationToken, ValueTask<object?>>? previous)
    {
        _tracer = tracer;
        _hasOwnTelemetry = hasOwnTelemetry;
        _previous = previous;
    }

    /// <summary>Hooks the loop, before whatever the application hooked; does nothing where that is done already.</summary>
    /// <remarks>Called again at every call: an application may set its own invoker after ours.</remarks>
    public static void Attach(FunctionInvokingChatClient loop, Tracer tracer)
    {
        if (loop.FunctionInvoker is not { Target: ToolObserver })
        {
            loop.FunctionInvoker = new ToolObserver(tracer, loop.GetService<OpenTelemetryChatClient>() is not null, loop.FunctionInvoker).InvokeAsync;
        }
    }

    private async ValueTask<object?> InvokeAsync(FunctionInvocationContext context, CancellationToken cancellationToken)
    {
        // A call that the stitcher opened a tool for is ended by the request that carries its result: one span per tool.
        using var tool = ToolStitcher.ToolOf(context.CallContent) is null ? Start(context) : null;
        try
        {
            var result = _previous is null
                ? await context.Function.InvokeAsync(context.Arguments, cancellationToken).ConfigureAwait(false)
                : await _previous(context, cancellationToken).ConfigureAwait(false);
            tool?.SetOutput(ContentSnapshot.Freeze(result));
            return result;
        }
        catch (Exception exception)
        {
            tool?.SetException(exception);
            throw;
        }
    }

    private ObservationScope Start(FunctionInvocationContext context)
    {
        var tool = _tracer.StartDetached(ObservationKind.Tool, context.Function.Name, Tracer.CurrentParent(), _hasOwnTelemetry);
        tool.Activate();
        try
        {
            tool.SetInput(ToolLoop.Arguments(context.CallContent.Arguments));
        }
        catch (Exception exception)
        {
            _tracer.ObservingFailed(exception);
        }

        return tool;
    }
}
