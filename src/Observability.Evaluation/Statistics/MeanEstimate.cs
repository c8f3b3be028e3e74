using Observability.Prompts.Rollout;

namespace Observability.Evaluation.Statistics;

/// <summary>The mean of scores with Student's t interval, plain or by clusters.</summary>
public static class MeanEstimate
{
    /// <summary>The mean of independent values.</summary>
    /// <param name="values">One value per item; leave items without a score out.</param>
    /// <param name="level">The confidence level.</param>
    /// <exception cref="ArgumentException">The list is empty or holds NaN or an infinite value.</exception>
    public static Estimate Of(IReadOnlyList<double> values, double level = 0.95)
    {
        return Of(Sample.Moments(values, nameof(values)), level);
    }

    /// <summary>The mean of independent values of which only count, mean and spread were kept, such as those of a metrics query or a stream.</summary>
    /// <param name="moments">Count, mean and squared deviations.</param>
    /// <param name="level">The confidence level.</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static Estimate Of(RunningMoments moments, double level = 0.95)
    {
        if (moments.Count == 0)
        {
            throw new ArgumentException("At least one value is needed; the moments are of none.", nameof(moments));
        }

        var error = moments.Count > 1 ? Math.Sqrt(moments.Variance / moments.Count) : double.PositiveInfinity;
        var count = (int)Math.Min(moments.Count, int.MaxValue);
        return Estimate.Symmetric(moments.Mean, error, Confidence.Student(level, moments.Count - 1), level, count, "t");
    }

    /// <summary>The mean of values of which those of one cluster resemble each other: questions about one document, turns of one session, repetitions of one item.</summary>
    /// <remarks>
    /// Cluster-robust standard error after Miller (arXiv 2411.00640), corrected for few and unequal clusters. Taking such values as independent
    /// makes intervals too narrow, often by a factor of three.
    /// </remarks>
    /// <param name="values">One value per item.</param>
    /// <param name="clusters">The cluster of each value, in the same order.</param>
    /// <param name="level">The confidence level.</param>
    /// <typeparam name="TKey">What names a cluster, such as a session id.</typeparam>
    /// <exception cref="ArgumentException">The lists are empty or differ in length, or a value is NaN or infinite.</exception>
    public static Estimate OfClusters<TKey>(IReadOnlyList<double> values, IReadOnlyList<TKey> clusters, double level = 0.95)
        where TKey : notnull
    {
        var mean = ClusteredMean.Of(values, clusters, nameof(values));
        return Estimate.Symmetric(
            mean.Mean, mean.StandardError, Confidence.Student(level, mean.DegreesOfFreedom), level, values.Count, $"clustered t, {mean.Clusters} clusters");
    }
}
