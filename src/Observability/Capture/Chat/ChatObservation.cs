using Microsoft.Extensions.AI;
using Observability.Capture.Messages;
using Observability.Capture.Tokens;
using Observability.Model;

namespace Observability.Capture.Chat;

/// <summary>How a chat call becomes an observation: what is taken at its start and at its end.</summary>
/// <remarks>Runs on the caller's thread: takes references and snapshots, serialises nothing, never throws.</remarks>
internal static class ChatObservation
{
    private static readonly List<FunctionCallContent> NoCalls = new(0);

    /// <summary>Starts a generation under the ambient observation, or in the function loop whose tool results the request carries.</summary>
    public static ObservationScope StartGeneration(Tracer tracer, ChatSource source, IList<ChatMessage> messages, ChatOptions? options, bool stream)
    {
        var parent = Tracer.CurrentParent();
        var loop = ContinuedLoop(tracer, parent, messages);
        var model = options?.ModelId ?? source.Model;
        var scope = tracer.StartDetached(ObservationKind.Generation, GenerationNames.Chat(model), loop ?? parent, source.HasOwnTelemetry);
        scope.State = loop;
        scope.Server = source.Server;
        scope.SetModel(model, source.Provider);
        try
        {
            scope.SetPrompt(PromptTag.Find(messages, options) ?? scope.InheritedPrompt);
            scope.SetParameters(ChatParametersPayload.Of(options, stream));
            SetInput(scope, messages, options);
        }
        catch (Exception exception)
        {
            tracer.ObservingFailed(exception);
        }

        return scope;
    }

    /// <summary>Starts a function loop under the ambient observation.</summary>
    public static ObservationScope StartLoop(Tracer tracer, ChatSource source, IList<ChatMessage> messages, ChatOptions? options)
    {
        var scope = tracer.StartDetached(ObservationKind.Chain, ToolLoop.Name, Tracer.CurrentParent(), source.HasOwnTelemetry);
        scope.OwnsTools = true;
        try
        {
            SetInput(scope, messages, options);
        }
        catch (Exception exception)
        {
            tracer.ObservingFailed(exception);
        }

        return scope;
    }

    /// <summary>Fills an observation from a whole answer.</summary>
    public static void Complete(ObservationScope scope, ChatResponse response, bool isLoop)
    {
        try
        {
            scope.SetFinishReason(response.FinishReason?.Value);
            if (scope.Tracer.Options.CaptureContent)
            {
                scope.SetOutput(new ChatResponsePayload(response.Messages));
            }

            if (isLoop)
            {
                SetLoopUsage(scope, response.ModelId, response.Usage is { } sum ? new UsageDetailsSource(sum, null) : null);
                return;
            }

            scope.SetModel(response.ModelId);
            scope.SetUsageSource(response.Usage is { } usage ? new UsageDetailsSource(usage, response.RawRepresentation) : null);
            Stitch(scope, ToolCalls(response.Messages));
        }
        catch (Exception exception)
        {
            scope.Tracer.ObservingFailed(exception);
        }
    }

    /// <summary>Fills an observation from the updates that passed.</summary>
    public static void Complete(ObservationScope scope, ChatUpdateCollector collector, bool isLoop, bool completed)
    {
        scope.SetFinishReason(collector.FinishReason?.Value);
        if (scope.Tracer.Options.CaptureContent)
        {
            scope.SetOutput(collector.Updates);
        }

        var usage = collector.HasUsage ? collector.Updates : null;
        if (isLoop)
        {
            SetLoopUsage(scope, collector.ModelId, usage);
            return;
        }

        scope.SetModel(collector.ModelId);
        scope.SetUsageSource(usage);
        if (completed)
        {
            Stitch(scope, collector.ToolCalls);
        }
        else
        {
            EndLoop(scope);
        }
    }

    /// <summary>Ends the loop that a generation joined, because no further step follows.</summary>
    public static void EndLoop(ObservationScope generation)
    {
        if (generation.State is not ObservationScope loop)
        {
            return;
        }

        loop.SetOutput(generation.Output);
        if (generation.Exception is { } exception)
        {
            loop.SetException(exception);
        }
        else
        {
            loop.SetStatus(generation.Status);
        }

        loop.End(restoreAmbient: false);
    }

    private static ObservationScope? ContinuedLoop(Tracer tracer, ObservationScope? parent, IList<ChatMessage> messages)
    {
        try
        {
            return SeesTools(parent) ? null : tracer.ToolStitcher.Continue(messages);
        }
        catch (Exception exception)
        {
            tracer.ObservingFailed(exception);
            return null;
        }
    }

    // A tool's own model calls are not part of the loop that runs the tool.
    private static bool SeesTools(ObservationScope? scope)
    {
        for (; scope is not null && scope.Kind != ObservationKind.Tool; scope = scope.Parent)
        {
            if (scope.OwnsTools)
            {
                return true;
            }
        }

        return false;
    }

    private static void Stitch(ObservationScope generation, IReadOnlyList<FunctionCallContent> calls)
    {
        if (calls.Count == 0)
        {
            EndLoop(generation);
        }
        else if (generation.State is not null || !SeesTools(generation.Parent))
        {
            generation.Tracer.ToolStitcher.Register(generation, calls);
        }
    }

    private static List<FunctionCallContent> ToolCalls(IList<ChatMessage> messages)
    {
        List<FunctionCallContent>? calls = null;
        for (var m = 0; m < messages.Count; m++)
        {
            var contents = messages[m].Contents;
            for (var i = 0; i < contents.Count; i++)
            {
                if (contents[i] is FunctionCallContent { InformationalOnly: false } call)
                {
                    (calls ??= []).Add(call);
                }
            }
        }

        return calls ?? NoCalls;
    }

    private static void SetInput(ObservationScope scope, IList<ChatMessage> messages, ChatOptions? options)
    {
        if (scope.Tracer.Options.CaptureContent)
        {
            scope.SetInput(new ChatMessagesPayload(messages, options?.Instructions));
        }
    }

    // Only a loop whose model calls nobody saw may carry their sum: otherwise the trace would count every token twice.
    private static void SetLoopUsage(ObservationScope loop, string? model, IUsageSource? usage)
    {
        if (!loop.HasGenerations)
        {
            loop.SetModel(model);
            loop.SetUsageSource(usage);
        }
    }
}
