namespace Observability.Evaluation.Statistics;

/// <summary>Corrects a judge's scores by a few human labels: an unbiased mean whose interval is as narrow as the judge is good, and valid however bad it is.</summary>
/// <remarks>
/// <para>
/// Prediction-powered inference with power tuning (PPI++): Angelopoulos, Duchi and Zrnic, arXiv 2311.01453; for judges Boyeau et al., arXiv 2403.07008.
/// <c>mean = mean(Y) - λ (mean(f labelled) - mean(f unlabelled))</c> with variance <c>Var(Y - λ f)/n + λ² Var(f)/N</c> and the λ that makes it smallest.
/// </para>
/// <para>
/// Student's quantile with n - 2 degrees of freedom pays for λ being estimated. Where the judge does not help, λ is 0 and the interval is the plain one: it is never wider.
/// </para>
/// </remarks>
public static class PredictionPoweredMean
{
    // Below this λ cannot be told from noise.
    private const int FewestLabels = 4;

    /// <summary>Estimates the mean label when the labelled items were chosen at random among all.</summary>
    /// <param name="labels">People's label per labelled item: 0 or 1, or a score.</param>
    /// <param name="judgeOnLabelled">The judge's score of the same items, in the same order; any scale.</param>
    /// <param name="judgeOnUnlabelled">The judge's scores of the other items.</param>
    /// <param name="level">The confidence level.</param>
    /// <exception cref="ArgumentException">A list is empty, the first two differ in length, or a value is NaN or infinite.</exception>
    public static PredictionPoweredEstimate Of(
        IReadOnlyList<double> labels, IReadOnlyList<double> judgeOnLabelled, IReadOnlyList<double> judgeOnUnlabelled, double level = 0.95)
    {
        Sample.CheckPairs(labels, judgeOnLabelled, nameof(judgeOnLabelled));
        var plain = MeanEstimate.Of(labels, level);
        var labelled = Sample.Moments(judgeOnLabelled, nameof(judgeOnLabelled));
        var unlabelled = Sample.Moments(judgeOnUnlabelled, nameof(judgeOnUnlabelled));
        double n = labels.Count, many = judgeOnUnlabelled.Count;
        var spread = labelled.With(unlabelled).Variance;
        if (n < FewestLabels || spread == 0)
        {
            return Plain(plain);
        }

        var covariance = labels.Zip(judgeOnLabelled, (label, score) => (label - plain.Value) * (score - labelled.Mean)).Sum() / (n - 1);
        var lambda = covariance / ((1 + (n / many)) * spread);
        var residuals = labels.Zip(judgeOnLabelled, (label, score) => Math.Pow(label - plain.Value - (lambda * (score - labelled.Mean)), 2)).Sum();
        var error = Math.Sqrt((residuals / (n - 2) / n) + (lambda * lambda * unlabelled.Variance / many));
        var value = plain.Value - (lambda * (labelled.Mean - unlabelled.Mean));
        return Better(plain, Estimate.Symmetric(value, error, Confidence.Student(level, n - 2), level, labels.Count, "PPI++"), lambda);
    }

    /// <summary>Estimates the mean label when a <see cref="LabelingPlan"/> chose the labelled items.</summary>
    /// <remarks>
    /// The difference estimator <c>mean(λ f) + Σ (Y - λ f)/π / Σ 1/π</c> with Hájek's variance: each label counts by the inverse of the probability π with which its item was
    /// chosen (active inference: Zrnic and Candès, arXiv 2403.03208). The mean is over the population the items were drawn from.
    /// </remarks>
    /// <param name="judge">The judge's score of every item, labelled or not; any scale.</param>
    /// <param name="labels">The chosen items with people's labels.</param>
    /// <param name="level">The confidence level.</param>
    /// <exception cref="ArgumentException">A list is empty, an index is not among the items, or a value is NaN or infinite.</exception>
    public static PredictionPoweredEstimate OfPlan(IReadOnlyList<double> judge, IReadOnlyList<PlannedLabel> labels, double level = 0.95)
    {
        var all = Sample.Moments(judge, nameof(judge));
        Sample.CheckAny(labels, nameof(labels));
        foreach (var label in labels)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(label.Item, judge.Count, nameof(labels));
        }

        var weighted = WeightedLabels.Of(judge, labels);
        var plain = weighted.Estimate(0, all.Mean, level, "weighted labels");
        var lambda = labels.Count < FewestLabels ? 0 : weighted.Slope;
        return lambda == 0
            ? Plain(plain)
            : Better(plain, weighted.Estimate(lambda, all.Mean, level, "PPI++, planned labels"), lambda);
    }

    private static PredictionPoweredEstimate Plain(Estimate labelsOnly) => new() { Mean = labelsOnly, LabelsOnly = labelsOnly, Lambda = 0 };

    private static PredictionPoweredEstimate Better(Estimate labelsOnly, Estimate powered, double lambda) =>
        powered.Upper - powered.Lower < labelsOnly.Upper - labelsOnly.Lower
            ? new PredictionPoweredEstimate { Mean = powered, LabelsOnly = labelsOnly, Lambda = lambda }
            : Plain(labelsOnly);
}
