namespace Observability.Evaluation.Experiments;

/// <summary>The means of metrics while answers come in. Not thread-safe.</summary>
internal sealed class RunningMeans
{
    private readonly SortedDictionary<string, (double Sum, int Count)> _metrics = new(StringComparer.Ordinal);

    public void Add(ExperimentAnswer answer)
    {
        foreach (var (metric, value) in answer.Metrics)
        {
            if (value.Number is { } number)
            {
                var (sum, count) = _metrics.GetValueOrDefault(metric);
                _metrics[metric] = (sum + number, count + 1);
            }
        }
    }

    public IReadOnlyList<KeyValuePair<string, double>> Take() => [.. _metrics.Select(metric => KeyValuePair.Create(metric.Key, metric.Value.Sum / metric.Value.Count))];
}
