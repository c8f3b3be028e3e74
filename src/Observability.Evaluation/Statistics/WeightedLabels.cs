namespace Observability.Evaluation.Statistics;

/// <summary>Labels that count by the inverse of the probability with which their item was chosen.</summary>
internal sealed class WeightedLabels
{
    private readonly IReadOnlyList<double> _judge;
    private readonly IReadOnlyList<PlannedLabel> _labels;
    private readonly double _weight;
    private readonly double _meanLabel;
    private readonly double _meanScore;

    private WeightedLabels(IReadOnlyList<double> judge, IReadOnlyList<PlannedLabel> labels)
    {
        _judge = judge;
        _labels = labels;
        _weight = labels.Sum(label => 1 / label.Probability);
        _meanLabel = labels.Sum(label => label.Label / label.Probability) / _weight;
        _meanScore = labels.Sum(label => judge[label.Item] / label.Probability) / _weight;
        Slope = FindSlope();
    }

    /// <summary>The λ that leaves the smallest residuals: the slope of the weighted regression of label on score; 0 when scores do not vary.</summary>
    public double Slope { get; }

    public static WeightedLabels Of(IReadOnlyList<double> judge, IReadOnlyList<PlannedLabel> labels) => new(judge, labels);

    /// <summary>The mean over the population of all items, with the judge's scores counting <paramref name="lambda"/>.</summary>
    public Estimate Estimate(double lambda, double meanOfJudge, double level, string method)
    {
        double n = _labels.Count, items = _judge.Count;
        var value = _meanLabel + (lambda * (meanOfJudge - _meanScore));
        var freedom = n - (lambda == 0 ? 1 : 2);
        if (freedom <= 0)
        {
            return Statistics.Estimate.Symmetric(value, double.PositiveInfinity, 1, level, _labels.Count, method);
        }

        // Design variance (Hájek's form for fixed-size samples) of the residual mean, and the variance of the items themselves as a draw from their population.
        double squares = 0, share = 0, center = 0, spread = 0;
        foreach (var label in _labels)
        {
            var residual = Residual(label, lambda);
            share += 1 - label.Probability;
            center += (1 - label.Probability) * residual / label.Probability;
            spread += Math.Pow(label.Label - _meanLabel, 2) / label.Probability;
        }

        foreach (var label in _labels)
        {
            var distance = (Residual(label, lambda) / label.Probability) - (share == 0 ? 0 : center / share);
            squares += (1 - label.Probability) * distance * distance;
        }

        var design = n / freedom * squares / (_weight * _weight);
        var population = n / (n - 1) * spread / _weight / items;
        return Statistics.Estimate.Symmetric(value, Math.Sqrt(design + population), Confidence.Student(level, freedom), level, _labels.Count, method);
    }

    private double Residual(PlannedLabel label, double lambda) => label.Label - _meanLabel - (lambda * (_judge[label.Item] - _meanScore));

    private double FindSlope()
    {
        double products = 0, squares = 0;
        foreach (var label in _labels)
        {
            var score = _judge[label.Item] - _meanScore;
            products += score * (label.Label - _meanLabel) / label.Probability;
            squares += score * score / label.Probability;
        }

        return squares == 0 ? 0 : products / squares;
    }
}
