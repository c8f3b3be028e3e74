using BenchmarkDotNet.Attributes;
using Observability.Evaluation;

namespace Observability.Benchmarks.Evaluation;

/// <summary>One evaluation of a short answer by each deterministic evaluator, the subject included. The goal is 20 µs: 50,000 a second.</summary>
[MemoryDiagnoser]
public class EvaluatorBenchmarks
{
    internal const string Answer = "You can cancel the order at any time before it has been shipped, and we will refund the full amount to your card within 14 days.";
    internal const string Expected = "The order can be cancelled until it has shipped; the full amount is refunded to the card within 14 days.";
    internal const string Json = """{"name":"Ada","age":36}""";

    private Func<ValueTask<IReadOnlyList<EvaluatorScore>>> _evaluate = null!;

    [ParamsSource(nameof(Metrics))]
    public string Metric { get; set; } = "";

    public static IEnumerable<string> Metrics => EvaluatorCases.All.Select(entry => entry.Metric);

    [GlobalSetup]
    public void Setup() => _evaluate = EvaluatorCases.All.First(entry => entry.Metric == Metric).Create();

    [Benchmark]
    public async Task<IReadOnlyList<EvaluatorScore>> Evaluate() => await _evaluate();
}
