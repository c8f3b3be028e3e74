namespace Observability.Evaluation.Statistics;

/// <summary>Items with two ratings or more, each rating a place on the scale of all values in ascending order.</summary>
/// <remarks>Disagreement is a sum of squared distances of scores, or of unequal labels: both have closed forms, so no matrix of pairs is needed.</remarks>
internal sealed class RatingTable
{
    private readonly int[][] _items;
    private readonly double[] _scale;
    private readonly double[]? _perItem;

    public RatingTable(int[][] ratings, double[] scale, MeasurementLevel measurement)
    {
        _items = [.. ratings.Where(item => item.Length > 1)];
        _scale = scale;
        Measurement = measurement;

        // Ordinal distances depend on how often each value was given, so on the resample; the others do not.
        _perItem = measurement == MeasurementLevel.Ordinal ? null : [.. _items.Select(item => PerRating(item, scale))];
    }

    public int Items => _items.Length;

    public MeasurementLevel Measurement { get; }

    /// <summary>Alpha over the chosen items, each as often as it is chosen; null without ratings or variety.</summary>
    public double? Alpha(IReadOnlyList<int> chosen)
    {
        var counts = new int[_scale.Length];
        var ratings = 0;
        foreach (var index in chosen)
        {
            ratings += _items[index].Length;
            foreach (var code in _items[index])
            {
                counts[code]++;
            }
        }

        var scores = _perItem is null ? MiddleRanks(counts) : _scale;
        var expected = ratings > 1 ? Disagreement(counts, scores) / (ratings - 1) : 0;
        if (expected <= 0)
        {
            return null;
        }

        var observed = 0.0;
        foreach (var index in chosen)
        {
            observed += _perItem is null ? PerRating(_items[index], scores) : _perItem[index];
        }

        return 1 - (observed / expected);
    }

    private double PerRating(int[] item, double[] scores)
    {
        var counts = new int[_scale.Length];
        foreach (var code in item)
        {
            counts[code]++;
        }

        return Disagreement(counts, scores) / (item.Length - 1);
    }

    /// <summary>The sum over ordered pairs of ratings of their squared distance.</summary>
    private double Disagreement(int[] counts, double[] scores)
    {
        double total = 0, sum = 0, squares = 0, same = 0;
        for (var code = 0; code < counts.Length; code++)
        {
            double count = counts[code];
            total += count;
            same += count * count;
            sum += count * scores[code];
            squares += count * scores[code] * scores[code];
        }

        // Σ (x - y)² over ordered pairs = 2 (n Σ x² - (Σ x)²).
        return Measurement == MeasurementLevel.Nominal ? (total * total) - same : Math.Max(0, 2 * ((total * squares) - (sum * sum)));
    }

    /// <summary>What stands for each value of an ordinal scale: its middle rank, whose differences are Krippendorff's ordinal distances.</summary>
    private static double[] MiddleRanks(int[] counts)
    {
        var ranks = new double[counts.Length];
        var below = 0;
        for (var code = 0; code < counts.Length; code++)
        {
            ranks[code] = below + (counts[code] / 2.0);
            below += counts[code];
        }

        return ranks;
    }
}
