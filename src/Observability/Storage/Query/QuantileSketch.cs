namespace Observability.Storage.Query;

/// <summary>
/// Percentiles in bounded memory: exact, by linear interpolation, up to 1,000 values; beyond that from a histogram with logarithmic
/// buckets, whose answers are within 1 % of a value at that rank.
/// </summary>
/// <remarks>
/// The histogram is that of Masson, Rim and Lee, "DDSketch: a fast and fully-mergeable quantile sketch with relative-error guarantees"
/// (VLDB 2019), with the bucket count bounded by the range of values: 1e-9 to 1e12 of either sign fits 4,840 buckets.
/// Values closer to zero than 1e-9 count as zero, larger ones as 1e12. Not thread-safe.
/// </remarks>
internal sealed class QuantileSketch
{
    private const int ExactLimit = 1000;
    private const double RelativeError = 0.01;
    private const double Smallest = 1e-9;
    private const double Largest = 1e12;

    private static readonly double Gamma = (1 + RelativeError) / (1 - RelativeError);
    private static readonly double LogGamma = Math.Log(Gamma);

    private List<double>? _exact = [];
    private bool _isSorted;
    private SortedDictionary<int, long>? _positive;
    private SortedDictionary<int, long>? _negative;
    private long _zeros;
    private long _count;

    public void Add(double value)
    {
        _count++;
        if (_exact is null)
        {
            AddToBucket(value);
            return;
        }

        _exact.Add(value);
        _isSorted = false;
        if (_exact.Count > ExactLimit)
        {
            MoveToBuckets();
        }
    }

    /// <summary>The value at <paramref name="quantile"/> (0 to 1); null without values.</summary>
    public double? Quantile(double quantile)
    {
        if (_count == 0)
        {
            return null;
        }

        return _exact is null ? FromBuckets(quantile) : FromExact(_exact, quantile);
    }

    private double FromExact(List<double> values, double quantile)
    {
        if (!_isSorted)
        {
            values.Sort();
            _isSorted = true;
        }

        var rank = quantile * (values.Count - 1);
        var lower = (int)rank;
        var upper = Math.Min(lower + 1, values.Count - 1);
        return values[lower] + ((values[upper] - values[lower]) * (rank - lower));
    }

    private double FromBuckets(double quantile)
    {
        var rank = (long)Math.Round(quantile * (_count - 1), MidpointRounding.AwayFromZero);
        var seen = 0L;
        foreach (var (index, count) in _negative!.Reverse())
        {
            seen += count;
            if (seen > rank)
            {
                return -ValueOf(index);
            }
        }

        seen += _zeros;
        if (seen > rank)
        {
            return 0;
        }

        foreach (var (index, count) in _positive!)
        {
            seen += count;
            if (seen > rank)
            {
                return ValueOf(index);
            }
        }

        return ValueOf(_positive!.Keys.Last());
    }

    private void MoveToBuckets()
    {
        _positive = [];
        _negative = [];
        foreach (var value in _exact!)
        {
            AddToBucket(value);
        }

        _exact = null;
    }

    private void AddToBucket(double value)
    {
        var size = Math.Min(Math.Abs(value), Largest);
        if (size < Smallest)
        {
            _zeros++;
            return;
        }

        var buckets = value > 0 ? _positive! : _negative!;
        var index = (int)Math.Ceiling(Math.Log(size) / LogGamma);
        buckets[index] = buckets.GetValueOrDefault(index) + 1;
    }

    // The middle of the bucket in relative terms.
    private static double ValueOf(int index) => 2 * Math.Pow(Gamma, index) / (Gamma + 1);
}
