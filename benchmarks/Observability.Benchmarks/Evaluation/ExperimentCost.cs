using System.Diagnostics;
using System.Globalization;
using Observability.Evaluation;
using Observability.Evaluation.Datasets;
using Observability.Evaluation.Deterministic;
using Observability.Evaluation.Experiments;
using Observability.Model;
using Observability.Storage.LiteDb;

namespace Observability.Benchmarks.Evaluation;

/// <summary>What an experiment adds to a task that answers at once, and how its memory grows. The task itself costs nothing: all that is measured is ours.</summary>
internal static class ExperimentCost
{
    private const int Count = 10_000;
    private static readonly int[] Looks = [1_000, 5_000, 10_000];

    public static async Task RunAsync()
    {
        Console.WriteLine("\n| experiment of 10,000 items, an instant task, one evaluator | time an item | processor time an item | live heap at 1,000 / 5,000 / 10,000 | target |\n|---|---|---|---|---|");
        var items = Items();
        var alone = await AloneAsync(items);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| `Parallel.ForEachAsync` over the items with the same evaluator | {alone.TotalMilliseconds:0.000} ms | | | |"));
        await InDirectoryAsync(async directory =>
        {
            // A small one first, for the compiler.
            var runner = await PrepareAsync(new LlmObservabilityOptions { StorePath = Path.Combine(directory, "warm") }, items[..500]);
            await RunAsync(runner, "warm", null);
            await runner.Observability.DisposeAsync();

            await MeasureAsync("in-memory store", new LlmObservabilityOptions().UseInMemoryStore("experiment"), items);
            await MeasureAsync("embedded store", new LlmObservabilityOptions { StorePath = Path.Combine(directory, "store") }, items);
        });
    }

    private static async Task MeasureAsync(string name, LlmObservabilityOptions options, List<EvaluationItem> items)
    {
        var runner = await PrepareAsync(options, items);
        await using var observability = runner.Observability;
        var before = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        var run = await RunAsync(runner, "timed", null);
        var each = clock.Elapsed / Count;
        var cpu = (Environment.CpuUsage.TotalTime - before) / Count;
        if (run.Answers.Count != Count || run.Answers.Any(answer => answer.IsFailed || answer.Metrics["contains"].Number != 1))
        {
            throw new InvalidOperationException("The experiment did not judge every answer.");
        }

        run = null;
        var heap = new LiveHeap(Looks);
        await RunAsync(runner, "looked at", heap);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {each.TotalMilliseconds:0.000} ms | {cpu.TotalMilliseconds:0.000} ms | {heap} | ≤ 1 ms added, flat |"));
    }

    private static async Task<(LlmObservability Observability, ExperimentRunner Runner)> PrepareAsync(LlmObservabilityOptions options, List<EvaluationItem> items)
    {
        var observability = LlmObservability.GetOrCreate(options);
        var library = new DatasetLibrary(observability);
        await library.CreateAsync("questions");
        await library.AddAsync("questions", items);
        return (observability, new ExperimentRunner(observability));
    }

    private static Task<ExperimentRun> RunAsync((LlmObservability Observability, ExperimentRunner Runner) host, string name, LiveHeap? heap) => host.Runner.RunAsync(
        "questions",
        static (_, _) => Task.FromResult<object?>(EvaluatorBenchmarks.Answer),
        [Observability.Evaluation.Evaluator.From(new ContainsEvaluator(["order", "refund"]))],
        new ExperimentOptions { Name = name, RunName = name, Progress = heap });

    private static async Task<TimeSpan> AloneAsync(List<EvaluationItem> items)
    {
        var evaluator = new ContainsEvaluator(["order", "refund"]);
        var clock = new Stopwatch();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            clock.Restart();
            await Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (item, token) =>
                await evaluator.EvaluateAsync(new EvaluationSubject(item.Input, Payload.FromText(EvaluatorBenchmarks.Answer), item), null, token));
        }

        return clock.Elapsed / items.Count;
    }

    private static List<EvaluationItem> Items() => [.. Enumerable.Range(0, Count).Select(number => new EvaluationItem
    {
        Input = Payload.FromText(string.Create(CultureInfo.InvariantCulture, $"How can I cancel the order {number}?")),
        ExpectedOutput = Payload.FromText(EvaluatorBenchmarks.Expected),
    })];

    private static async Task InDirectoryAsync(Func<string, Task> measure)
    {
        var directory = Directory.CreateTempSubdirectory("llm-observability-experiment-");
        try
        {
            await measure(directory.FullName);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>Looks at the live heap when so many answers are judged.</summary>
    private sealed class LiveHeap(int[] looks) : IProgress<ExperimentProgress>
    {
        private readonly List<double> _megabytes = [];

        public void Report(ExperimentProgress value)
        {
            while (_megabytes.Count < looks.Length && value.Done >= looks[_megabytes.Count])
            {
                _megabytes.Add(GC.GetTotalMemory(forceFullCollection: true) / 1048576.0);
            }
        }

        public override string ToString() => string.Join(" / ", _megabytes.Select(value => value.ToString("0.0", CultureInfo.InvariantCulture))) + " MiB";
    }
}
