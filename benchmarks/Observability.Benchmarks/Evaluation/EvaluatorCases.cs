using Microsoft.Extensions.AI;
using Observability.Benchmarks.Storage;
using Observability.Evaluation;
using Observability.Evaluation.Deterministic;
using Observability.Model;
using Observability.Storage;

namespace Observability.Benchmarks.Evaluation;

/// <summary>Every deterministic evaluator with a short answer to judge.</summary>
internal static class EvaluatorCases
{
    /// <summary>The schema of <see cref="EvaluatorBenchmarks.Json"/>.</summary>
    public const string Schema = """{"type":"object","required":["name"],"properties":{"name":{"type":"string"}}}""";

    private const string Calls = """[{"name":"order","arguments":{"id":42}},{"name":"refund","arguments":{"id":42}}]""";

    /// <summary>By metric; each call of what is created is one evaluation, the subject included.</summary>
    public static IReadOnlyList<(string Metric, Func<Func<ValueTask<IReadOnlyList<EvaluatorScore>>>> Create)> All { get; } =
    [
        .. Texts.Select(metric => (metric, (Func<Func<ValueTask<IReadOnlyList<EvaluatorScore>>>>)(() => OfText(metric)))),
        ("tool-call-match", () => OfTrace(new ToolCallMatchEvaluator())),
        ("latency-seconds", () => OfTrace(BudgetEvaluator.Latency(TimeSpan.FromSeconds(8)))),
        ("steps", () => OfTrace(BudgetEvaluator.Steps(10))),
    ];

    /// <summary>Those that judge texts.</summary>
    private static IEnumerable<string> Texts =>
    [
        "exact-match", "contains", "starts-with", "ends-with", "regex", "json-valid", "json-schema", "numeric-match", "edit-similarity", "token-f1", "bleu", "gleu", "rouge-l",
        "groundedness-overlap", "language-match", "length", "refusal", "pii-leak",
    ];

    /// <summary>The evaluator of a metric.</summary>
    public static SubjectEvaluator Evaluator(string metric) => metric switch
    {
        "exact-match" => new ExactMatchEvaluator(normalize: true),
        "contains" => new ContainsEvaluator(["order", "refund"]),
        "starts-with" => new StartsWithEvaluator("You can"),
        "ends-with" => new EndsWithEvaluator("days."),
        "regex" => new RegexEvaluator(@"\b\d+ days\b"),
        "json-valid" => new JsonValidEvaluator(),
        "json-schema" => new JsonSchemaEvaluator(Schema),
        "numeric-match" => new NumericMatchEvaluator(),
        "edit-similarity" => new EditSimilarityEvaluator(),
        "token-f1" => new TokenF1Evaluator(),
        "bleu" => new BleuEvaluator(),
        "gleu" => new GleuEvaluator(),
        "rouge-l" => new RougeLEvaluator(),
        "groundedness-overlap" => new GroundednessOverlapEvaluator(),
        "language-match" => new LanguageEvaluator("en"),
        "length" => new LengthEvaluator(1, 100),
        "refusal" => new RefusalEvaluator(),
        "pii-leak" => new PiiEvaluator(),
        _ => throw new ArgumentException($"No case is named '{metric}'.", nameof(metric)),
    };

    private static Func<ValueTask<IReadOnlyList<EvaluatorScore>>> OfText(string metric)
    {
        var evaluator = Evaluator(metric);
        var answer = metric.StartsWith("json", StringComparison.Ordinal) ? EvaluatorBenchmarks.Json : EvaluatorBenchmarks.Answer;
        return () => evaluator.EvaluateAsync(EvaluationSubject.OfText("How can I cancel?", answer, EvaluatorBenchmarks.Expected).WithContext([EvaluatorBenchmarks.Expected]));
    }

    private static Func<ValueTask<IReadOnlyList<EvaluatorScore>>> OfTrace(SubjectEvaluator evaluator)
    {
        var trace = Trace();
        var item = new EvaluationItem { ExpectedOutput = Payload.Parse(Calls) };
        return () => evaluator.EvaluateAsync(new EvaluationSubject(trace, item: item));
    }

    /// <summary>An agent's answer: a model call, two tools, a model call.</summary>
    private static TraceDetail Trace()
    {
        var start = DateTimeOffset.UnixEpoch;
        var id = new TraceId("0af7651916cd43dd8448eb211c80319c");
        ObservationRecord Make(int number, ObservationKind kind, string name, string? input) => new()
        {
            TraceId = id,
            Id = new ObservationId($"b7ad6b716920333{number}"),
            Kind = kind,
            Name = name,
            StartTime = start.AddSeconds(number),
            EndTime = start.AddSeconds(number + 1),
            Input = input is null ? null : Payload.Parse(input),
        };
        ObservationRecord[] observations =
        [
            Make(1, ObservationKind.Generation, "chat", null),
            Make(2, ObservationKind.Tool, "order", """{"id":42}"""),
            Make(3, ObservationKind.Tool, "refund", """{"id":42}"""),
            Make(4, ObservationKind.Generation, "chat", null),
        ];
        var record = new TraceRecord { Id = id, Timestamp = start, Output = Payload.FromText(EvaluatorBenchmarks.Answer) };
        return new TraceDetail(new TraceSummary { Trace = record, StartTime = start.AddSeconds(1), EndTime = start.AddSeconds(5), ObservationCount = 4 }, observations, []);
    }
}
