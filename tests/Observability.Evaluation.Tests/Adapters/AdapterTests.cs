using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;
using Observability.Evaluation.Contexts;
using Observability.Model;
using Observability.Testing;

namespace Observability.Evaluation.Tests.Adapters;

public sealed class AdapterTests
{
    private const string Conversation = """
        [{"role":"system","content":"Be brief."},{"role":"user","content":"Weather?"},
         {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"Weather.get","arguments":"{\"city\":\"Paris\"}"}}]},
         {"role":"tool","tool_call_id":"c1","content":"{\"sky\":\"clear\"}"}]
        """;

    [Fact]
    public async Task Conversation_OfATrace_ReachesAForeignEvaluatorAsMessages()
    {
        IReadOnlyList<ChatMessage>? seen = null;
        ChatResponse? answer = null;
        var evaluator = Capture((messages, response, _) => (seen, answer) = (messages, response));
        var root = Some.Generation("t", "1") with { Input = Payload.Parse(Conversation) };

        await Evaluator.From(evaluator).EvaluateAsync(new EvaluationSubject(Subjects.Trace(root), root.Id));

        Assert.Equal([ChatRole.System, ChatRole.User, ChatRole.Assistant, ChatRole.Tool], seen!.Select(m => m.Role));
        var call = Assert.IsType<FunctionCallContent>(Assert.Single(seen![2].Contents));
        Assert.Equal(("c1", "Weather.get", "Paris"), (call.CallId, call.Name, call.Arguments!["city"]!.ToString()));
        Assert.Equal("""{"sky":"clear"}""", Assert.IsType<FunctionResultContent>(Assert.Single(seen[3].Contents)).Result);
        Assert.Equal("Sunny.", answer!.Text);
        Assert.Equal("gpt-4o", answer.ModelId);
    }

    [Theory]
    [InlineData("\"plain\"", "plain")]
    [InlineData("""{"role":"assistant","content":[{"type":"text","text":"a "},{"type":"image_url","image_url":{"url":"x"}},{"type":"text","text":"b"}]}""", "a [image_url]b")]
    [InlineData("""{"messages":[{"role":"assistant","content":"inside"}]}""", "inside")]
    [InlineData("""{"choices":[{"message":{"role":"assistant","content":"chosen"}}]}""", "chosen")]
    [InlineData("""[{"role":"assistant","content":"first"},{"role":"assistant","content":"last"},{"role":"tool","content":"t"}]""", "last")]
    [InlineData("""{"answer":42}""", """{"answer":42}""")]
    [InlineData("[1,2]", "[1,2]")]
    [InlineData("null", "")]
    public void Answer_OfAnyShape_HasAText(string json, string expected) =>
        Assert.Equal(expected, new EvaluationSubject(null, Payload.Parse(json)).OutputText);

    [Fact]
    public void Input_OfOneMessage_IsItsTextAndOfSeveralATranscript()
    {
        Assert.Equal("Hi", new EvaluationSubject(Payload.Parse("""[{"role":"user","content":"Hi"}]"""), null).InputText);
        Assert.Equal(
            "system: Be brief.\nuser: Weather?\nassistant calls Weather.get({\"city\":\"Paris\"})\ntool: {\"sky\":\"clear\"}",
            new EvaluationSubject(Payload.Parse(Conversation), null).InputText);
    }

    [Fact]
    public async Task ExpectedOutputDocumentsAndTrace_ReachAForeignEvaluatorAsContexts()
    {
        IReadOnlyList<EvaluationContext> seen = [];
        var evaluator = Capture((_, _, contexts) => seen = contexts);
        var root = Some.Span("t", "1");
        var retriever = Some.Span("t", "2", "1") with { Kind = ObservationKind.Retriever, Output = Payload.Parse("""[{"page_content":"Doc one."},"Doc two."]""") };
        var subject = new EvaluationSubject(Subjects.Trace(root, retriever), item: new EvaluationItem { ExpectedOutput = Payload.FromText("42") });

        await Evaluator.From(evaluator, new EvaluatorOptions { Contexts = s => [new OwnContext(s.ExpectedText!)] }).EvaluateAsync(subject);

        Assert.Equal("42", Assert.Single(seen.OfType<ExpectedOutputContext>()).ExpectedOutput.ToElement().GetString());
        Assert.Equal(["Doc one.", "Doc two."], Assert.Single(seen.OfType<GroundingContext>()).Contents.Cast<TextContent>().Select(c => c.Text));
        Assert.Same(subject, Assert.Single(seen.OfType<TraceContext>()).Subject);
        Assert.Equal("42", Assert.Single(seen.OfType<OwnContext>()).Contents.Cast<TextContent>().Single().Text);
    }

    [Fact]
    public async Task TraceEvaluator_InMicrosoftsComposite_JudgesTheTraceItsContextCarries()
    {
        var composite = new CompositeEvaluator(Evaluator.From(new ObservationCounter()).AsChatEvaluator(), new WordCountEvaluator());
        var trace = Subjects.Trace(Some.Generation("t", "1"), Some.Span("t", "2", "1"));

        var result = await composite.EvaluateAsync(
            [new ChatMessage(ChatRole.User, "q")],
            new ChatResponse(new ChatMessage(ChatRole.Assistant, "one two")),
            additionalContext: [new TraceContext(new EvaluationSubject(trace))]);

        Assert.Equal(2, result.Get<NumericMetric>("observations").Value);
        Assert.Equal("counter", result.Get<NumericMetric>("observations").Metadata!["eval-evaluator"]);
        Assert.Equal(2, result.Get<NumericMetric>("Words").Value);
    }

    [Fact]
    public async Task TraceEvaluator_WithoutATrace_IsDiagnosed()
    {
        var result = await Evaluator.From(new ObservationCounter()).AsChatEvaluator().EvaluateAsync([new ChatMessage(ChatRole.User, "q")], new ChatResponse());

        var metric = result.Metrics["observations"];
        Assert.True(metric.ContainsDiagnostics(d => d.Severity == EvaluationDiagnosticSeverity.Error && d.Message.Contains("has none", StringComparison.Ordinal)));
        Assert.True(metric.Interpretation!.Failed);
    }

    [Fact]
    public async Task Score_ThroughMicrosoftsMetricAndBack_IsTheSame()
    {
        var original = EvaluatorScore.Of("a", 0.25, "why", passed: false) with
        {
            EvaluatorName = "n",
            EvaluatorVersion = "v",
            Metadata = new Dictionary<string, string> { ["detail"] = "x" },
            Judge = new JudgeUsage { Model = "m", Calls = 3, InputTokens = 1, OutputTokens = 2, CostUsd = 0.5m, TraceId = new TraceId("j") },
        };
        var inner = new ScriptedEvaluator(["a"], (_, _, _, _) => ValueTask.FromResult(new EvaluationResult(Observability.Evaluation.Adapters.MetricConversion.ToMetric(original))));

        var back = Assert.Single(await Evaluator.From(inner, new EvaluatorOptions { Name = "n" }).EvaluateAsync(EvaluationSubject.OfText("", "")));

        Assert.Equal(original with { Metadata = back.Metadata }, back);
        Assert.Equal(original.Metadata, back.Metadata);
    }

    private static ScriptedEvaluator Capture(Action<IReadOnlyList<ChatMessage>, ChatResponse, IReadOnlyList<EvaluationContext>> capture) =>
        new(["seen"], (messages, response, contexts, _) =>
        {
            capture(messages, response, contexts);
            return ValueTask.FromResult(new EvaluationResult(new BooleanMetric("seen", true)));
        });

    private sealed class OwnContext(string text) : EvaluationContext("own", text);

    private sealed class ObservationCounter : ITraceEvaluator
    {
        public string Name => "counter";

        public string Version => "1";

        public IReadOnlyCollection<string> MetricNames => ["observations"];

        public ValueTask<IReadOnlyList<EvaluatorScore>> EvaluateAsync(EvaluationSubject subject, ChatConfiguration? chatConfiguration = null, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<IReadOnlyList<EvaluatorScore>>([EvaluatorScore.Of("observations", subject.Trace.Observations.Count)]);
    }
}
