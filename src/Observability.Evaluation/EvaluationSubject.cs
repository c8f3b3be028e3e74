using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;
using Observability.Evaluation.Contexts;
using Observability.Evaluation.Messages;
using Observability.Model;
using Observability.Storage;

namespace Observability.Evaluation;

/// <summary>What is judged: an answer to an input, with the trace that made it and the dataset item it was made for where there are any.</summary>
/// <remarks>Immutable; what derives from it is computed once and kept. Thread-safe.</remarks>
public sealed class EvaluationSubject
{
    private readonly TraceDetail? _trace;
    private Payload? _input;
    private Payload? _output;
    private Payload? _expectedOutput;
    private IReadOnlyList<string>? _context;
    private IReadOnlyList<ChatMessage>? _messages;
    private ChatResponse? _response;

    /// <summary>An answer without a trace.</summary>
    public EvaluationSubject(Payload? input, Payload? output, EvaluationItem? item = null)
    {
        _input = input;
        _output = output;
        Item = item;
    }

    /// <summary>A trace, or one observation of it.</summary>
    /// <exception cref="ArgumentException">The trace has no such observation.</exception>
    public EvaluationSubject(TraceDetail trace, ObservationId? observation = null, EvaluationItem? item = null)
    {
        ArgumentNullException.ThrowIfNull(trace);
        _trace = trace;
        Item = item;
        Observation = observation is not { } id ? null : trace.Observations.FirstOrDefault(o => o.Id == id)
            ?? throw new ArgumentException($"Trace '{trace.Summary.Trace.Id}' has no observation '{id}'.", nameof(observation));
    }

    /// <summary>An answer as Microsoft.Extensions.AI.Evaluation hands it over, with what its contexts say.</summary>
    internal EvaluationSubject(IReadOnlyList<ChatMessage> messages, ChatResponse response, IReadOnlyCollection<EvaluationContext> contexts)
    {
        _messages = messages;
        _response = response;
        _expectedOutput = ExpectedOutputContext.Find(contexts);
        _context = GroundingContext.Find(contexts);
    }

    private EvaluationSubject(EvaluationSubject other)
    {
        _messages = other._messages;
        _response = other._response;
        _trace = other._trace;
        _input = other._input;
        _output = other._output;
        _expectedOutput = other._expectedOutput;
        _context = other._context;
        Item = other.Item;
        Observation = other.Observation;
        Variables = other.Variables;
    }

    /// <summary>Whether there is a trace.</summary>
    public bool HasTrace => _trace is not null;

    /// <summary>The trace.</summary>
    /// <exception cref="InvalidOperationException">There is none; see <see cref="HasTrace"/>.</exception>
    public TraceDetail Trace => _trace ?? throw new InvalidOperationException("This evaluator judges a trace, but the subject has none. Run it on traces, or in an experiment whose task is captured.");

    /// <summary>The observation that is judged; null when it is the whole trace.</summary>
    public ObservationRecord? Observation { get; }

    /// <summary>The dataset item; null when there is none.</summary>
    public EvaluationItem? Item { get; }

    /// <summary>What went in: as given, else of the observation, else of the trace, else of the item.</summary>
    public Payload? Input => _input ?? (_messages is { } messages ? field ??= ChatPayload.Of(messages)
            : (Observation is { } observation ? observation.Input : _trace?.Summary.Trace.Input) ?? Item?.Input);

    /// <summary>What came out: as given, else of the observation, else of the trace.</summary>
    public Payload? Output => _output ?? (_response is { } response ? field ??= ChatPayload.Of(response.Messages)
            : Observation is { } observation ? observation.Output : _trace?.Summary.Trace.Output);

    /// <summary>What should have come out: as given, else of the dataset item.</summary>
    public Payload? ExpectedOutput => _expectedOutput ?? Item?.ExpectedOutput;

    /// <summary>The documents the answer should rest on: as given, else what the trace's retrievers returned, else <c>context</c> in the item's metadata.</summary>
    public IReadOnlyList<string> Context => _context ?? (field ??= GroundingDocuments.Of(_trace, Observation, Item));

    /// <summary>Further values that a judge's prompt may use by name.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; private init; } = new Dictionary<string, string>().AsReadOnly();

    /// <summary>What a score of this subject is a score of; null without a trace.</summary>
    public ScoreTarget? Target => _trace is null ? null
        : Observation is { } observation ? ScoreTarget.Observation(observation.TraceId, observation.Id)
        : ScoreTarget.Trace(_trace.Summary.Trace.Id);

    /// <summary>The input as readable text: a single message as its text, a conversation as a transcript, other JSON as it is; empty when there is none.</summary>
    public string InputText => field ??= _messages is { } messages ? PayloadConversation.InputText(messages) : PayloadConversation.InputText(Input);

    /// <summary>The answer as readable text: the last message's text of a conversation, other JSON as it is; empty when there is none.</summary>
    public string OutputText => field ??= _response is { } response ? PayloadConversation.AnswerText(response.Messages) : PayloadConversation.AnswerText(Output);

    /// <summary>The expected answer as readable text; null when there is none.</summary>
    public string? ExpectedText => field ??= ExpectedOutput is { } expected ? PayloadConversation.AnswerText(expected) : null;

    /// <summary>The input as chat messages.</summary>
    public IReadOnlyList<ChatMessage> Messages => _messages ?? (field ??= PayloadConversation.Messages(Input, ChatRole.User));

    /// <summary>The answer as a chat response.</summary>
    public ChatResponse Response => _response ?? (field ??= new ChatResponse([.. PayloadConversation.Messages(Output, ChatRole.Assistant)]) { ModelId = Observation?.Model });

    /// <summary>The accepted answers: each of a JSON array of strings, else the one expected text; empty when nothing is expected.</summary>
    internal IReadOnlyList<string> References => field ??= PayloadConversation.Texts(ExpectedOutput) ?? (ExpectedText is { } one ? [one] : []);

    /// <summary>The tools that were called, in order: of the trace where it has any, else of the messages.</summary>
    internal IReadOnlyList<ToolInvocation> ToolCalls => field ??= ToolInvocations.Of(this);

    /// <summary>An answer given as text.</summary>
    public static EvaluationSubject OfText(string input, string output, string? expected = null) => new(
        Payload.FromText(input),
        Payload.FromText(output),
        expected is null ? null : new EvaluationItem { ExpectedOutput = Payload.FromText(expected) });

    /// <summary>The same subject with another input: the target of a variable mapping.</summary>
    public EvaluationSubject WithInput(Payload? input) => new(this) { _input = input, _messages = null };

    /// <summary>The same subject with another output.</summary>
    public EvaluationSubject WithOutput(Payload? output) => new(this) { _output = output, _response = null };

    /// <summary>The same subject with another expected output.</summary>
    public EvaluationSubject WithExpectedOutput(Payload? expected) => new(this) { _expectedOutput = expected };

    /// <summary>The same subject with other documents to rest on.</summary>
    public EvaluationSubject WithContext(IReadOnlyList<string> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new EvaluationSubject(this) { _context = context };
    }

    /// <summary>The same subject with other variables.</summary>
    public EvaluationSubject WithVariables(IReadOnlyDictionary<string, string> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        return new EvaluationSubject(this) { Variables = variables };
    }
}
