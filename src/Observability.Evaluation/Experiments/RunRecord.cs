using Observability.Model;
using Observability.Storage;
using Observability.Storage.Datasets;

namespace Observability.Evaluation.Experiments;

/// <summary>What a dataset keeps of a run: which traces answered which items, and the run's own scores.</summary>
internal sealed class RunRecord(LlmObservability observability, DatasetRepository repository, DatasetRun run, string dataset)
{
    public string Dataset => dataset;

    public string RunId => run.Id.Value;

    public Task AddAsync(IEnumerable<(string ItemId, TraceId Trace)> answers, CancellationToken cancellationToken) =>
        repository.AddRunItemsAsync(
            observability.Options.Project,
            run,
            [.. answers.Select(answer => new DatasetRunItemDraft(new DatasetItemId(answer.ItemId), answer.Trace))],
            cancellationToken);

    /// <summary>What the run answered before it was interrupted, oldest first.</summary>
    public async Task<List<DatasetRunItem>> ReadAsync(CancellationToken cancellationToken) =>
        [.. (await repository.ListRunItemsAsync(observability.Options.Project, run.Id, cancellationToken).ConfigureAwait(false)).Reverse()];

    /// <summary>Scores the run itself with the mean of each metric; written again, they replace what was there.</summary>
    public Task ScoreAsync(ExperimentRun result, DateTimeOffset now)
    {
        var scores = new List<Score>();
        foreach (var metric in result.Metrics)
        {
            if (result.Summarize(metric) is { } summary)
            {
                scores.Add(new Score
                {
                    Project = observability.Options.Project,
                    Id = new ScoreId($"{RunId}:{metric}"),
                    Name = metric,
                    Value = ScoreValue.Numeric(summary.Value),
                    Target = ScoreTarget.DatasetRun(RunId),
                    Timestamp = now,
                    Source = ScoreSource.Evaluator,
                    Comment = summary.ToString(),
                });
            }
        }

        return observability.SubmitAsync(new TelemetryBatch { Scores = scores });
    }
}
