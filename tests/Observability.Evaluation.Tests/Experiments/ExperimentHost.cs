using Observability.Evaluation.Datasets;
using Observability.Evaluation.Experiments;
using Observability.Model;
using Observability.Storage.InMemory;

namespace Observability.Evaluation.Tests.Experiments;

/// <summary>A running observability with a dataset, and experiments on it.</summary>
internal sealed class ExperimentHost : IAsyncDisposable
{
    private readonly InMemoryTraceStore _store = new();

    public ExperimentHost()
    {
        Observability = new LlmObservability(new LlmObservabilityOptions { TimeProvider = TimeProvider.System, BatchDelay = TimeSpan.Zero }, _store);
        Runner = new ExperimentRunner(Observability);
        Library = new DatasetLibrary(Observability);
    }

    public LlmObservability Observability { get; }

    public ExperimentRunner Runner { get; }

    public DatasetLibrary Library { get; }

    public static Evaluator Exact { get; } = Evaluator.From("exact", (_, output, expected) => output == expected);

    public static IReadOnlyList<EvaluationItem> Items(int count) =>
        [.. Enumerable.Range(1, count).Select(i => new EvaluationItem { Id = $"item-{i:000}", Input = Payload.FromText($"question {i}"), ExpectedOutput = Payload.FromText($"answer {i}") })];

    /// <summary>Answers right but for the items it is told to miss.</summary>
    public static ExperimentTask Answering(Func<int, bool> misses) => (context, _) =>
    {
        var number = int.Parse(context.Item.Id!["item-".Length..], System.Globalization.CultureInfo.InvariantCulture);
        return Task.FromResult<object?>(misses(number) ? "no idea" : $"answer {number}");
    };

    public async Task<string> DatasetAsync(int count)
    {
        await Library.CreateAsync("questions");
        await Library.AddAsync("questions", Items(count));
        return "questions";
    }

    public async ValueTask DisposeAsync()
    {
        await Observability.DisposeAsync();
        await _store.DisposeAsync();
    }
}
