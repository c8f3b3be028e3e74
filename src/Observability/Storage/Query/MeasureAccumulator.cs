namespace Observability.Storage.Query;

/// <summary>Sums up one measure within one group.</summary>
internal sealed class MeasureAccumulator(bool isDistinct, bool needsQuantiles)
{
    private readonly DistinctCounter? _distinct = isDistinct ? new DistinctCounter() : null;
    private readonly QuantileSketch? _quantiles = needsQuantiles ? new QuantileSketch() : null;
    private long _count;
    private double _sum;
    private double _compensation;
    private double _min = double.PositiveInfinity;
    private double _max = double.NegativeInfinity;

    public void Add(double value)
    {
        _count++;
        AddToSum(value);
        _min = Math.Min(_min, value);
        _max = Math.Max(_max, value);
        _quantiles?.Add(value);
    }

    public void AddDistinct(string? value)
    {
        if (value is not null)
        {
            _distinct!.Add(value);
        }
    }

    public double? Result(Aggregation aggregation)
    {
        if (_distinct is not null)
        {
            return _distinct.Count;
        }

        if (_count == 0)
        {
            return null;
        }

        return aggregation switch
        {
            Aggregation.Sum => _sum + _compensation,
            Aggregation.Average => (_sum + _compensation) / _count,
            Aggregation.Min => _min,
            Aggregation.Max => _max,
            Aggregation.P50 => _quantiles!.Quantile(0.5),
            Aggregation.P75 => _quantiles!.Quantile(0.75),
            Aggregation.P90 => _quantiles!.Quantile(0.9),
            Aggregation.P95 => _quantiles!.Quantile(0.95),
            _ => _quantiles!.Quantile(0.99),
        };
    }

    // Neumaier's summation: millions of small costs keep their last digits, whatever order the rows come in.
    private void AddToSum(double value)
    {
        var sum = _sum + value;
        _compensation += Math.Abs(_sum) >= Math.Abs(value) ? (_sum - sum) + value : (value - sum) + _sum;
        _sum = sum;
    }
}
