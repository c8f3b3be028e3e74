using System.Globalization;
using Observability.Model;
using Observability.Storage;

namespace Observability.Prompts.Rollout;

/// <summary>Sums up what became of the calls made from the versions of a prompt.</summary>
/// <remarks>Thread-safe. Calls, latency, tokens and cost are aggregated in the store; scores are of the 200,000 newest calls and scores at most.</remarks>
public sealed class PromptMetrics
{
    private static readonly IReadOnlyList<Metric> Metrics =
    [
        Metric.Count,
        new(Measure.ErrorCount, Aggregation.Sum),
        new(Measure.Latency, Aggregation.Average),
        new(Measure.Latency, Aggregation.P50),
        new(Measure.Latency, Aggregation.P95),
        new(Measure.InputTokens, Aggregation.Sum),
        new(Measure.OutputTokens, Aggregation.Sum),
        new(Measure.TotalCost, Aggregation.Sum),
    ];

    private readonly ITraceReader _store;
    private readonly ProjectId _project;
    private readonly PromptCalls _calls;

    internal PromptMetrics(ITraceReader store, ProjectId project)
    {
        _store = store;
        _project = project;
        _calls = new PromptCalls(store, project);
    }

    /// <summary>Gets the figures of every version of a prompt that was used, newest version first.</summary>
    /// <param name="name">The prompt.</param>
    /// <param name="from">Only calls at or after this instant.</param>
    /// <param name="to">Only calls before this instant.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<PromptVersionMetrics>> GetAsync(PromptName name, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default)
    {
        var result = await _store.QueryMetricsAsync(
            new MetricsQuery
            {
                Project = _project,
                Metrics = Metrics,
                Dimensions = [FilterField.PromptVersion],
                Filters = [Filter.Equal(FilterField.PromptName, name.Value), Filter.Equal(FilterField.Kind, nameof(ObservationKind.Generation))],
                From = from,
                To = to,
                Limit = MetricsQuery.MaxRows,
            },
            cancellationToken).ConfigureAwait(false);
        var scores = result.Rows.Count == 0 ? [] : await ScoresAsync(name, from, to, cancellationToken).ConfigureAwait(false);
        return [.. result.Rows.Select(row => Of(row, scores)).OrderByDescending(metrics => metrics.Version)];
    }

    private static PromptVersionMetrics Of(MetricsRow row, Dictionary<(int Version, string Name), RunningMoments> scores)
    {
        var version = (int)double.Parse(row.Dimensions[0]!, NumberStyles.Float, CultureInfo.InvariantCulture);
        var values = row.Values;
        return new PromptVersionMetrics(
            version,
            (long)(values[0] ?? 0),
            (long)(values[1] ?? 0),
            values[2],
            values[3],
            values[4],
            values[5],
            values[6],
            values[7],
            [.. scores.Where(pair => pair.Key.Version == version).OrderBy(pair => pair.Key.Name, StringComparer.Ordinal).Select(pair => PromptScoreMetrics.Of(pair.Key.Name, pair.Value))]);
    }

    private async Task<Dictionary<(int Version, string Name), RunningMoments>> ScoresAsync(PromptName name, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        // What is judged is known by its scores: where there are none, the calls need not be read.
        var moments = new Dictionary<(int Version, string Name), RunningMoments>();
        var scores = await _calls.ReadScoresAsync(null, from, cancellationToken).ConfigureAwait(false);
        if (scores.Count == 0)
        {
            return moments;
        }

        foreach (var (version, score) in PromptCalls.Join(await _calls.ReadAsync(name, [], from, to, cancellationToken).ConfigureAwait(false), scores))
        {
            moments[(version, score.Name)] = moments.GetValueOrDefault((version, score.Name)).With(score.Value.Number);
        }

        return moments;
    }
}
