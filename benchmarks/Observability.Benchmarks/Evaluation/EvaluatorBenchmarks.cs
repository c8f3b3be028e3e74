using BenchmarkDotNet.Attributes;
using Observability.Evaluation;
using Observability.Evaluation.Deterministic;

namespace Observability.Benchmarks.Evaluation;

/// <summary>One evaluation of a short answer by each deterministic evaluator, the subject included. The goal is 20 µs: 50,000 a second.</summary>
[MemoryDiagnoser]
public class EvaluatorBenchmarks
{
    private const string Answer = "You can cancel the order at any time before it has been shipped, and we will refund the full amount to your card within 14 days.";
    private const string Expected = "The order can be cancelled until it has shipped; the full amount is refunded to the card within 14 days.";
    private const string Json = """{"name":"Ada","age":36}""";

    private SubjectEvaluator _evaluator = null!;
    private string _answer = Answer;

    [Params("exact-match", "contains", "regex", "json-valid", "json-schema", "numeric-match", "edit-similarity", "token-f1", "bleu", "gleu", "rouge-l", "groundedness-overlap", "language-match", "length", "refusal", "pii-leak")]
    public string Metric { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _answer = Metric.StartsWith("json", StringComparison.Ordinal) ? Json : Answer;
        _evaluator = Metric switch
        {
            "exact-match" => new ExactMatchEvaluator(normalize: true),
            "contains" => new ContainsEvaluator(["order", "refund"]),
            "regex" => new RegexEvaluator(@"\b\d+ days\b"),
            "json-valid" => new JsonValidEvaluator(),
            "json-schema" => new JsonSchemaEvaluator("""{"type":"object","required":["name"],"properties":{"name":{"type":"string"}}}"""),
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
            _ => new PiiEvaluator(),
        };
    }

    [Benchmark]
    public async Task<IReadOnlyList<EvaluatorScore>> Evaluate() =>
        await _evaluator.EvaluateAsync(EvaluationSubject.OfText("How can I cancel?", _answer, Expected).WithContext([Expected]));
}
