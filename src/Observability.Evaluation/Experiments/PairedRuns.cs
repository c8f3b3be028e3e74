using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Experiments;

/// <summary>The answers of two runs, joined by item.</summary>
internal sealed class PairedRuns
{
    private readonly ExperimentRun _baseline;
    private readonly ExperimentRun _candidate;
    private readonly ComparisonOptions _options;
    private readonly List<(List<ExperimentAnswer> Baseline, List<ExperimentAnswer> Candidate)> _pairs;
    private readonly int _unmatched;

    public PairedRuns(ExperimentRun baseline, ExperimentRun candidate, ComparisonOptions options)
    {
        _baseline = baseline;
        _candidate = candidate;
        _options = options;
        var before = baseline.Answers.GroupBy(answer => answer.ItemId).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        var after = candidate.Answers.GroupBy(answer => answer.ItemId).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        _pairs = [.. before.Where(entry => after.ContainsKey(entry.Key)).Select(entry => (entry.Value, after[entry.Key]))];
        _unmatched = before.Count + after.Count - (2 * _pairs.Count);
        if (_pairs.Count == 0)
        {
            throw new ArgumentException($"The runs '{baseline.RunName}' and '{candidate.RunName}' have no item in common. Compare runs of the same dataset.", nameof(candidate));
        }
    }

    /// <summary>Compares every metric that both runs have, not yet corrected for each other.</summary>
    public List<MetricComparison> Compare() =>
        [.. _baseline.Metrics.Intersect(_candidate.Metrics).Where(metric => _options.Metrics?.Contains(metric) ?? true).Select(Compare).OfType<MetricComparison>()];

    public ExperimentComparison ToComparison(IReadOnlyList<MetricComparison> metrics) => new()
    {
        Baseline = _baseline,
        Candidate = _candidate,
        Metrics = [.. metrics.OrderBy(metric => metric.Verdict switch { Verdict.Worse => 0, Verdict.Better => 1, _ => 2 }).ThenBy(metric => ExperimentMetrics.IsLowerBetter(metric.Metric))],
        Items = [.. metrics.Where(metric => !ExperimentMetrics.IsLowerBetter(metric.Metric)).SelectMany(metric => Differences(metric.Metric)).OrderByDescending(item => item.Loss)],
        Unmatched = _unmatched,
    };

    private MetricComparison? Compare(string metric)
    {
        var values = Values(metric);
        if (values.Count == 0)
        {
            return null;
        }

        var before = values.ConvertAll(value => value.Baseline);
        var after = values.ConvertAll(value => value.Candidate);
        var clusters = values.ConvertAll(value => value.Pair.Baseline[0].Cluster ?? value.Pair.Baseline[0].ItemId);
        var difference = (IsPassFail(metric, values), clusters.Distinct().Count() < clusters.Count) switch
        {
            (_, true) => PairedComparison.ClusteredMeans(before, after, clusters, _options.Level),
            (true, _) => PairedComparison.Proportions(before.ConvertAll(value => value > 0), after.ConvertAll(value => value > 0), _options.Level),
            _ when metric is ExperimentMetrics.Cost or ExperimentMetrics.Latency => PairedComparison.Bootstrap(before, after, level: _options.Level),
            _ => PairedComparison.Means(before, after, _options.Level),
        };
        return new MetricComparison
        {
            Metric = metric,
            Difference = difference,
            AdjustedPValue = difference.PValue,
            IsLowerBetter = _options.IsLowerBetter(metric),
            Verdict = Verdict.NoDifference,
            LeftOut = _pairs.Count - values.Count,
        };
    }

    /// <summary>The items that have the metric in both runs, with its mean over the repetitions.</summary>
    private List<((List<ExperimentAnswer> Baseline, List<ExperimentAnswer> Candidate) Pair, double Baseline, double Candidate)> Values(string metric) =>
        [.. from pair in _pairs
            let before = Mean(pair.Baseline, metric)
            let after = Mean(pair.Candidate, metric)
            where before is not null && after is not null
            select (pair, before.Value, after.Value)];

    private IEnumerable<ItemDifference> Differences(string metric) =>
        from value in Values(metric)
        where value.Baseline != value.Candidate
        let before = value.Pair.Baseline[0]
        let after = Worst(value.Pair.Candidate, metric)
        select new ItemDifference(
            before.ItemId,
            metric,
            value.Baseline,
            value.Candidate,
            _options.IsLowerBetter(metric) ? value.Candidate - value.Baseline : value.Baseline - value.Candidate,
            after.Input,
            before.Output,
            after.Output,
            after.Expected,
            after.TraceId);

    private ExperimentAnswer Worst(List<ExperimentAnswer> answers, string metric) =>
        answers.MinBy(answer => answer.Metrics.GetValueOrDefault(metric)?.Number is not { } number ? double.PositiveInfinity : _options.IsLowerBetter(metric) ? -number : number)!;

    private static bool IsPassFail(string metric, List<((List<ExperimentAnswer> Baseline, List<ExperimentAnswer> Candidate) Pair, double Baseline, double Candidate)> values) =>
        values.TrueForAll(value => value.Pair.Baseline.Count == 1 && value.Pair.Candidate.Count == 1
            && value.Pair.Baseline[0].Metrics[metric].IsBoolean && value.Pair.Candidate[0].Metrics[metric].IsBoolean);

    private static double? Mean(List<ExperimentAnswer> answers, string metric)
    {
        var numbers = answers.Select(answer => answer.Metrics.GetValueOrDefault(metric)?.Number).OfType<double>().ToList();
        return numbers.Count == 0 ? null : numbers.Average();
    }
}
