using System.Globalization;
using Observability.Evaluation.Datasets;
using Observability.Evaluation.Json;
using Observability.Model;
using Observability.Storage.Datasets;

namespace Observability.Evaluation.Experiments;

/// <summary>Runs experiments: a task over the items of a dataset, each answer captured as a trace, judged, and kept as a run.</summary>
/// <remarks>Thread-safe. Answers and judges run beside each other with bounded concurrency; memory does not grow with what the answers hold.</remarks>
public sealed class ExperimentRunner
{
    private readonly LlmObservability _observability;

    /// <summary>Creates a runner that captures into <paramref name="observability"/>.</summary>
    /// <param name="observability">Where to; its store must be readable and keep a catalog.</param>
    public ExperimentRunner(LlmObservability observability)
    {
        ArgumentNullException.ThrowIfNull(observability);
        _observability = observability;
    }

    private ProjectId Project => _observability.Options.Project;

    private TimeProvider Time => _observability.Options.TimeProvider;

    /// <summary>Runs a task over the active items of a dataset and keeps the run there.</summary>
    /// <param name="dataset">The name of the dataset.</param>
    /// <param name="task">Answers an item.</param>
    /// <param name="evaluators">Judge each answer.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="cancellationToken">Ends it; what was answered by then stays in the run, see <see cref="ExperimentOptions.Resume"/>.</param>
    /// <exception cref="ArgumentException">There is no such dataset, it has no active item, or the options are invalid.</exception>
    public async Task<ExperimentRun> RunAsync(
        string dataset, ExperimentTask task, IReadOnlyList<Evaluator> evaluators, ExperimentOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataset);
        Check(task, evaluators, options);
        var repository = new DatasetRepository(_observability.Catalog, Time, JsonSchemaItemValidator.Instance);
        var found = await repository.FindAsync(Project, dataset, cancellationToken).ConfigureAwait(false)
            ?? throw new ArgumentException($"There is no dataset '{dataset}'. Create it first, or check the name and the project '{Project}'.", nameof(dataset));
        var items = (await ActiveItems.ReadAsync(repository, Project, found.Id, cancellationToken).ConfigureAwait(false))
            .Select(item => new EvaluationItem { Id = item.Id.Value, Input = item.Input, ExpectedOutput = item.ExpectedOutput, Metadata = item.Metadata })
            .ToList();
        if (items.Count == 0)
        {
            throw new ArgumentException($"The dataset '{dataset}' has no active item. Add items to it first.", nameof(dataset));
        }

        var runName = options.RunName ?? $"{options.Name} {Time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)}";
        var existing = await repository.FindRunAsync(Project, found.Id, runName, cancellationToken).ConfigureAwait(false);
        if (existing is not null && !options.Resume)
        {
            throw new ArgumentException($"The dataset '{dataset}' has a run named '{runName}' already. Choose another RunName, or set Resume to go on with it.", nameof(options));
        }

        var run = existing ?? await repository.UpsertRunAsync(
            Project,
            found.Id,
            runName,
            before => before with { Description = options.Description, Metadata = options.Metadata.Count == 0 ? null : Payload.FromValue(options.Metadata) },
            cancellationToken).ConfigureAwait(false);
        var record = new RunRecord(_observability, repository, run, dataset);
        var execution = new ExperimentExecution(_observability, task, evaluators, options with { RunName = runName }, record);
        await execution.SkipAnsweredAsync(items, cancellationToken).ConfigureAwait(false);
        return await execution.RunAsync(items, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a run of a dataset with its scores, wherever it was run: here, over the API, or by an SDK of another language.</summary>
    /// <param name="dataset">The name of the dataset.</param>
    /// <param name="runName">The name of the run.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The run, ready to be compared: each item as it was then, each score of its trace as a metric.</returns>
    /// <exception cref="ArgumentException">There is no such dataset or run.</exception>
    public async Task<ExperimentRun> ReadAsync(string dataset, string runName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataset);
        ArgumentException.ThrowIfNullOrEmpty(runName);
        var repository = new DatasetRepository(_observability.Catalog, Time, JsonSchemaItemValidator.Instance);
        var found = await repository.FindAsync(Project, dataset, cancellationToken).ConfigureAwait(false)
            ?? throw new ArgumentException($"There is no dataset '{dataset}' in the project '{Project}'.", nameof(dataset));
        var run = await repository.FindRunAsync(Project, found.Id, runName, cancellationToken).ConfigureAwait(false)
            ?? throw new ArgumentException($"The dataset '{dataset}' has no run named '{runName}'.", nameof(runName));
        var judge = new AnswerJudge(_observability, [], new ExperimentOptions { Name = runName });
        var repetitions = new Dictionary<DatasetItemId, int>();
        var answers = new List<ExperimentAnswer>();
        foreach (var answered in (await repository.ListRunItemsAsync(Project, run.Id, cancellationToken).ConfigureAwait(false)).Reverse())
        {
            var item = await repository.GetItemAsync(Project, answered.ItemId, answered.ItemVersion ?? answered.CreatedAt, cancellationToken).ConfigureAwait(false);
            var repetition = repetitions[answered.ItemId] = repetitions.GetValueOrDefault(answered.ItemId) + 1;
            var given = new GivenAnswer(
                new EvaluationItem { Id = answered.ItemId.Value, Input = item?.Input, ExpectedOutput = item?.ExpectedOutput, Metadata = item?.Metadata }, repetition, answered.TraceId, null, null);
            answers.Add((await judge.JudgeAsync(given, isNew: false, cancellationToken).ConfigureAwait(false)).Answer);
        }

        return new ExperimentRun { Name = runName, RunName = runName, RunId = run.Id.Value, Dataset = dataset, Description = run.Description, StartedAt = run.CreatedAt, Answers = answers };
    }

    /// <summary>Runs a task over items of the caller's own: nothing but the traces and their scores is kept.</summary>
    /// <exception cref="ArgumentException">There is no item, two have one id, or the options are invalid.</exception>
    public Task<ExperimentRun> RunAsync(
        IReadOnlyList<EvaluationItem> items, ExperimentTask task, IReadOnlyList<Evaluator> evaluators, ExperimentOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        Check(task, evaluators, options);
        if (options.Resume)
        {
            throw new ArgumentException("Only a run of a dataset can be resumed. Put the items into a dataset, or leave Resume out.", nameof(options));
        }

        if (items.Count == 0)
        {
            throw new ArgumentException("There is no item. Give at least one.", nameof(items));
        }

        var named = items.Select((item, index) => item.Id is null ? item with { Id = (index + 1).ToString(CultureInfo.InvariantCulture) } : item).ToList();
        if (named.GroupBy(item => item.Id).FirstOrDefault(group => group.Count() > 1) is { } same)
        {
            throw new ArgumentException($"Two items have the id '{same.Key}'. Ids join the answers of different runs: make them unique.", nameof(items));
        }

        return new ExperimentExecution(_observability, task, evaluators, options with { RunName = options.RunName ?? options.Name }, null).RunAsync(named, cancellationToken);
    }

    private static void Check(ExperimentTask task, IReadOnlyList<Evaluator> evaluators, ExperimentOptions options)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(evaluators);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (evaluators.SelectMany(evaluator => evaluator.MetricNames).GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } same)
        {
            throw new ArgumentException($"Two evaluators promise the metric '{same.Key}'. Leave one of them out.", nameof(evaluators));
        }
    }
}
