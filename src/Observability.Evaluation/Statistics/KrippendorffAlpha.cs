namespace Observability.Evaluation.Statistics;

/// <summary>Krippendorff's alpha: agreement of any number of raters, beyond chance, with labels missing here and there.</summary>
/// <remarks>
/// <para>
/// Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011. 1 is complete agreement, 0 is chance, below 0 is systematic disagreement. Customary
/// bounds: from 0.8 rely on the labels, from 0.667 draw tentative conclusions. Items with fewer than two labels are left out.
/// </para>
/// <para>The interval resamples whole items with their labels (percentile bootstrap), the observed and the expected disagreement both anew.</para>
/// </remarks>
public static class KrippendorffAlpha
{
    private const int DefaultResamples = 2000;

    /// <summary>Estimates alpha of numeric ratings.</summary>
    /// <param name="ratings">Per item the rating of each rater; null where a rater gave none.</param>
    /// <param name="measurement">What the numbers mean.</param>
    /// <param name="resamples">How many resamples, 100 or more.</param>
    /// <param name="seed">The same seed gives the same interval.</param>
    /// <param name="level">The confidence level.</param>
    /// <returns>The estimate; null when no two raters rated the same item, or all ratings are the same.</returns>
    /// <exception cref="ArgumentException">There is no item, or a rating is NaN or infinite.</exception>
    public static Estimate? Of(
        IReadOnlyList<IReadOnlyList<double?>> ratings,
        MeasurementLevel measurement,
        int resamples = DefaultResamples,
        int seed = 1,
        double level = 0.95)
    {
        Sample.CheckAny(ratings, nameof(ratings));
        for (var i = 0; i < ratings.Count; i++)
        {
            if (ratings[i].Any(rating => rating is { } value && !double.IsFinite(value)))
            {
                throw new ArgumentException($"Item {i} has a rating that is no finite number. Pass null where there is none.", nameof(ratings));
            }
        }

        double[][] given = [.. ratings.Select(item => item.Where(rating => rating is not null).Select(rating => rating!.Value).ToArray())];
        double[] scale = [.. given.SelectMany(item => item).Distinct().Order()];
        int[][] codes = [.. given.Select(item => item.Select(value => Array.BinarySearch(scale, value)).ToArray())];
        return Of(new RatingTable(codes, scale, measurement), resamples, seed, level);
    }

    /// <summary>Estimates alpha of labels without order.</summary>
    /// <param name="labels">Per item the label of each rater; null where a rater gave none.</param>
    /// <param name="resamples">How many resamples, 100 or more.</param>
    /// <param name="seed">The same seed gives the same interval.</param>
    /// <param name="level">The confidence level.</param>
    /// <returns>The estimate; null when no two raters labelled the same item, or all labels are the same.</returns>
    /// <exception cref="ArgumentException">There is no item.</exception>
    public static Estimate? Of(IReadOnlyList<IReadOnlyList<string?>> labels, int resamples = DefaultResamples, int seed = 1, double level = 0.95)
    {
        Sample.CheckAny(labels, nameof(labels));
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        int[][] coded = [.. labels.Select(item => item.OfType<string>().Select(Code).ToArray())];
        return Of(new RatingTable(coded, new double[codes.Count], MeasurementLevel.Nominal), resamples, seed, level);

        int Code(string label)
        {
            if (!codes.TryGetValue(label, out var code))
            {
                codes.Add(label, code = codes.Count);
            }

            return code;
        }
    }

    private static Estimate? Of(RatingTable table, int resamples, int seed, double level)
    {
        var tail = (1 - Confidence.Check(level)) / 2;
        if (table.Alpha([.. Enumerable.Range(0, table.Items)]) is not { } alpha)
        {
            return null;
        }

        // A resample in which all ratings are the same has no alpha; complete agreement is what it shows.
        var picked = new int[table.Items];
        var resampled = BootstrapDistribution.Resample(resamples, seed, random =>
        {
            for (var i = 0; i < picked.Length; i++)
            {
                picked[i] = random.Next(picked.Length);
            }

            return table.Alpha(picked) ?? 1;
        });
        var error = Math.Sqrt(Sample.Moments(resampled, nameof(resamples)).Variance);
        var distribution = new BootstrapDistribution(alpha, resampled, [], table.Items);
        var interval = distribution.ToEstimate(BootstrapInterval.Percentile, level);
        return interval with { StandardError = error, Method = $"Krippendorff's alpha ({table.Measurement})" };
    }
}
