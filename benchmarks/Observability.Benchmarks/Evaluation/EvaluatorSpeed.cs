using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;
using NJsonSchema;
using NJsonSchema.Validation;
using Observability.Evaluation;

namespace Observability.Benchmarks.Evaluation;

/// <summary>How many short answers each deterministic evaluator judges in a second of one core, the subject included, beside the bare library it rests on.</summary>
internal static class EvaluatorSpeed
{
    private const double Goal = 50_000;
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(150);

    public static async Task RunAsync()
    {
        Console.WriteLine("\n| evaluator | answers/s, one core | bytes an answer | alternative | its answers/s |\n|---|---|---|---|---|");
        foreach (var (_, create) in EvaluatorCases.All)
        {
            // Not printed: whoever came first would pay for the compiler's work on what all share.
            await MeasureAsync(create(), Round);
        }

        foreach (var (metric, create) in EvaluatorCases.All)
        {
            var (perSecond, bytes) = await MeasureAsync(create(), Round);
            var (name, alternative) = Alternative(metric);
            var theirs = alternative is null ? "" : (await MeasureAsync(alternative, Round)).PerSecond.ToString("n0", CultureInfo.InvariantCulture);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| `{metric}` | {perSecond:n0}{(perSecond < Goal ? " (missed)" : "")} | {bytes:n0} | {name} | {theirs} |"));
        }

        await MicrosoftAsync();
    }

    /// <summary>The same evaluator through Microsoft's contract, and an evaluator that does nothing there: what the contract itself costs.</summary>
    private static async Task MicrosoftAsync()
    {
        ChatMessage[] question = [new(ChatRole.User, "How can I cancel?")];
        var answer = new ChatResponse(new ChatMessage(ChatRole.Assistant, EvaluatorBenchmarks.Answer));
        IEvaluator ours = new Observability.Evaluation.Deterministic.ContainsEvaluator(["order", "refund"]);
        var through = await MeasureAsync(() => ours.EvaluateAsync(question, answer), Round);
        var empty = new CompositeEvaluator(new EmptyEvaluator());
        var nothing = await MeasureAsync(() => empty.EvaluateAsync(question, answer), Round);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| `contains` as Microsoft's `IEvaluator` | {through.PerSecond:n0} | {through.Bytes:n0} | Microsoft's `CompositeEvaluator` of one that does nothing | {nothing.PerSecond:n0} |"));
    }

    private static (string Name, Func<ValueTask<int>>? Run) Alternative(string metric)
    {
        switch (metric)
        {
            case "contains":
                return ("`string.Contains`, twice", () => new(EvaluatorBenchmarks.Answer.Contains("order", StringComparison.Ordinal) && EvaluatorBenchmarks.Answer.Contains("refund", StringComparison.Ordinal) ? 1 : 0));
            case "regex":
                var regex = new Regex(@"\b\d+ days\b", RegexOptions.Compiled);
                return ("`Regex.IsMatch`, compiled", () => new(regex.IsMatch(EvaluatorBenchmarks.Answer) ? 1 : 0));
            case "json-valid":
                return ("`JsonDocument.Parse`", () =>
                {
                    using var document = JsonDocument.Parse(EvaluatorBenchmarks.Json);
                    return new((int)document.RootElement.ValueKind);
                });
            case "json-schema":
                var schema = JsonSchema.FromJsonAsync(EvaluatorCases.Schema).GetAwaiter().GetResult();
                var validator = new JsonSchemaValidator();
                return ("NJsonSchema, one validator", () => new(validator.Validate(EvaluatorBenchmarks.Json, schema).Count));
            default:
                return ("", null);
        }
    }

    private static async Task<(double PerSecond, double Bytes)> MeasureAsync<T>(Func<ValueTask<T>> run, TimeSpan round)
    {
        // Until it gets no better: the first rounds are the compiler's, and others use the machine too.
        var best = 0d;
        var bytes = 0d;
        for (var (attempt, last) = (0, 0); attempt < last + 4; attempt++)
        {
            var count = 0;
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(started) < round)
            {
                for (var i = 0; i < 100; i++)
                {
                    var running = run();
                    if (!running.IsCompletedSuccessfully)
                    {
                        await running;
                    }
                }

                count += 100;
            }

            var perSecond = count / Stopwatch.GetElapsedTime(started).TotalSeconds;
            last = perSecond > best * 1.03 ? attempt : last;
            best = Math.Max(best, perSecond);
            bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / count;
        }

        return (best, bytes);
    }

    private sealed class EmptyEvaluator : IEvaluator
    {
        public IReadOnlyCollection<string> EvaluationMetricNames { get; } = ["nothing"];

        public ValueTask<EvaluationResult> EvaluateAsync(
            IEnumerable<ChatMessage> messages, ChatResponse modelResponse, ChatConfiguration? chatConfiguration = null, IEnumerable<EvaluationContext>? additionalContext = null, CancellationToken cancellationToken = default) =>
            new(new EvaluationResult(new BooleanMetric("nothing", true)));
    }
}
