using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Observability.Capture;
using Observability.Model;
using Observability.SemanticKernel.Messages;
using Observability.SemanticKernel.Prompts;

namespace Observability.SemanticKernel.Services;

/// <summary>One call of a chat service, which may be several requests: connectors loop over tool calls by themselves.</summary>
/// <remarks>
/// A generation starts with the call. The first tool call of each round shows that the model answered: the generation ends with
/// what it asked for, and a loop is put above it. After the tools the next generation begins; it is recorded when its first
/// chunk, its own tool calls or the end of the call show that it ran. Members never throw; tools may report concurrently.
/// </remarks>
internal sealed class ModelCall
{
    private readonly Lock _lock = new();
    private readonly Tracer _tracer;
    private readonly ServiceIdentity _service;
    private readonly SettingsPayload? _parameters;
    private readonly ICapturedPayload? _input;
    private readonly PromptUse? _prompt;
    private ObservationScope? _generation;
    private ChatHistory _history;
    private Instant _toolsEnded;
    private int _toolRound = -1;
    private bool _terminated;
    private int _ended;

    private ModelCall(Tracer tracer, ServiceIdentity service, ChatHistory history, PromptExecutionSettings? settings, Kernel? kernel)
    {
        _tracer = tracer;
        _service = service;
        _history = history;
        _parameters = SettingsPayload.Of(settings, kernel);
        _input = Snapshot(history, history.Count);
        _prompt = KernelMessageTag.Find(history);
        _generation = Latest = Generation(Tracer.CurrentParent(), Instant.Now(tracer.TimeProvider), _input);
        Latest.Activate();
    }

    /// <summary>The observation of the loop; null while no tool was asked for.</summary>
    public ObservationScope? Loop { get; private set; }

    /// <summary>The generation that began last.</summary>
    public ObservationScope Latest { get; private set; }

    /// <summary>Starts a generation and makes it current; null when nothing is captured or a caller already observes this call.</summary>
    public static ModelCall? Start(LlmObservability observability, ServiceIdentity service, ChatHistory history, PromptExecutionSettings? settings, Kernel? kernel)
    {
        // A service that delegates to another observed one is one call, not two.
        if (!observability.Options.Enabled || AmbientScope.Current is { State: ModelCall { _ended: 0 } })
        {
            return null;
        }

        try
        {
            return new ModelCall(observability.Tracer, service, history, settings, kernel);
        }
        catch (Exception exception)
        {
            Fault.Report(observability, exception);
            return null;
        }
    }

    /// <summary>The generation that runs now; null while tools run.</summary>
    public ObservationScope? Running => _generation;

    /// <summary>Makes what runs now current again.</summary>
    public void Activate() => (_generation ?? Loop ?? Latest).Activate();

    /// <summary>The model asked for tools: called for each tool, acts on the first of a round.</summary>
    public void ToolsRequested(AutoFunctionInvocationContext context)
    {
        lock (_lock)
        {
            if (context.RequestSequenceIndex == _toolRound)
            {
                return;
            }

            _toolRound = context.RequestSequenceIndex;
            _history = context.ChatHistory;
            var answer = context.ChatMessageContent;
            var generation = _generation ?? Resume(answer);
            if (Loop is null)
            {
                Loop = generation.InsertParent(ObservationKind.Chain, "orchestrate_tools");
                Loop.State = this;
                Loop.SetInput(_input);
            }

            generation.SetModel(ResponseModel.Of(answer.InnerContent));
            Describe(generation, answer.Metadata);
            if (generation.FinishReason is null)
            {
                generation.SetFinishReason("tool_calls");
            }

            generation.SetOutput(new MessagesPayload([answer], isAnswer: true));
            generation.End(restoreAmbient: false);
            _generation = null;
        }
    }

    public void ToolEnded(bool terminate)
    {
        lock (_lock)
        {
            _toolsEnded = Instant.Now(_tracer.TimeProvider);
            _terminated |= terminate;
        }
    }

    /// <summary>The generation that runs now: begun after the tools if it was not yet.</summary>
    public ObservationScope? Current()
    {
        lock (_lock)
        {
            return _generation ??= _terminated ? null : Resume(answer: null);
        }
    }

    public void Complete(IReadOnlyList<ChatMessageContent> answer)
    {
        try
        {
            if (answer.Count > 0 && Current() is { } generation)
            {
                generation.SetModel(ResponseModel.Of(answer[0].InnerContent));
                Describe(generation, answer[0].Metadata);
            }

            End(ObservationStatus.Completed, new MessagesPayload([.. answer], isAnswer: true));
        }
        catch (Exception exception)
        {
            Fault.Report(Latest, exception);
            End(ObservationStatus.Completed, output: null);
        }
    }

    public void Fail(Exception exception, ICapturedPayload? output = null)
    {
        try
        {
            Current()?.SetException(exception);
        }
        catch (Exception fault)
        {
            Fault.Report(Latest, fault);
        }

        Loop?.SetException(exception);
        End((Loop ?? Latest).Status, output);
    }

    /// <summary>Ends what still runs; the first call counts.</summary>
    public void End(ObservationStatus status, ICapturedPayload? output)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        foreach (var scope in (ReadOnlySpan<ObservationScope?>)[_generation, Loop])
        {
            if (scope is null)
            {
                continue;
            }

            if (output is not null)
            {
                scope.SetOutput(output);
            }

            scope.SetStatus(status);
            if (scope is { Kind: ObservationKind.Generation, HasGenerations: true })
            {
                // The service only passed the call on to one that is observed itself: its tokens would count twice.
                scope.Kind = ObservationKind.Chain;
                scope.SetUsage(null);
            }

            scope.End(restoreAmbient: true);
        }
    }

    public static void Describe(ObservationScope generation, IReadOnlyDictionary<string, object?>? metadata)
    {
        generation.SetUsage(ConnectorUsage.Read(metadata) ?? generation.Usage);
        generation.SetFinishReason(FinishReasons.Read(metadata) ?? generation.FinishReason);
    }

    private static MessagesPayload Snapshot(ChatHistory history, int count)
    {
        var messages = new ChatMessageContent[count];
        for (var i = 0; i < count; i++)
        {
            messages[i] = history[i];
        }

        return new MessagesPayload(messages);
    }

    /// <summary>Begins the generation that follows the tools; its input is what the conversation holds now, without its own <paramref name="answer"/>.</summary>
    private ObservationScope Resume(ChatMessageContent? answer)
    {
        var count = _history.Count;
        while (answer is not null && count > 0 && !ReferenceEquals(_history[count - 1], answer))
        {
            count--;
        }

        var length = answer is null ? _history.Count : Math.Max(count - 1, 0);
        return Latest = Generation(Loop, _toolsEnded, Snapshot(_history, length));
    }

    private ObservationScope Generation(ObservationScope? parent, Instant start, ICapturedPayload? input)
    {
        var generation = _tracer.StartDetached(ObservationKind.Generation, _service.ChatName, parent, start);
        generation.State = this;
        generation.SetPrompt(_prompt ?? generation.InheritedPrompt);
        return generation.SetModel(_service.Model, _service.Provider).SetParameters(_parameters).SetInput(input);
    }
}
