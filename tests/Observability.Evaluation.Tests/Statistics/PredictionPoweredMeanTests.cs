using FsCheck.Xunit;
using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Tests.Statistics;

public sealed class PredictionPoweredMeanTests
{
    [Fact]
    public void Of_AFewLabels_IsTheFormulaByHand()
    {
        double[] labels = [1, 0, 1, 1, 0, 1];
        double[] judged = [1, 0, 1, 0, 0, 1];
        double[] others = [1, 1, 0, 1, 0, 1, 1, 0, 1, 1, 1, 0];

        var result = PredictionPoweredMean.Of(labels, judged, others);

        // Means 2/3, 1/2, 2/3. Covariance (4/3·... ) = Σ(y - 2/3)(f - 1/2)/5 = 1/5. All 18 scores: 11 ones, variance 18·(11/18)(7/18)/17.
        var lambda = 0.2 / (1.5 * (77.0 / 18 / 17));
        Assert.Equal(lambda, result.Lambda, 12);
        Assert.Equal((2.0 / 3) - (lambda * ((1.0 / 2) - (2.0 / 3))), result.Mean.Value, 12);

        // Residual variance: Σ(y - 2/3)² = 4/3, Σ(f - 1/2)² = 3/2, Σ products = 1; others have variance 12·(2/9)/11.
        var residuals = (4.0 / 3) - (2 * lambda) + (lambda * lambda * 1.5);
        Assert.Equal((residuals / 4 / 6) + (lambda * lambda * (24.0 / 9 / 11) / 12), Math.Pow(result.Mean.StandardError, 2), 12);
        Assert.Equal((2.0 / 3, 6), (result.LabelsOnly.Value, result.LabelsOnly.Count));
    }

    [Fact]
    public void Of_AJudgeThatTellsNothing_IsTheLabelsAlone()
    {
        double[] labels = [1, 0, 1, 0, 1, 0, 1, 0];

        var constant = PredictionPoweredMean.Of(labels, [1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1]);
        var unrelated = PredictionPoweredMean.Of(labels, [1, 1, 0, 0, 1, 1, 0, 0], [1, 0, 1, 0]);

        Assert.Equal((constant.LabelsOnly, 0.0, 1.0), (constant.Mean, constant.Lambda, constant.RelativeWidth));
        Assert.Equal((unrelated.LabelsOnly, 0.0), (unrelated.Mean, unrelated.Lambda));
    }

    [Fact]
    public void Of_AJudgeOnAnotherScale_IsTheSameEstimate()
    {
        double[] labels = [1, 0, 1, 1, 0, 1, 0, 1];
        double[] judged = [0.9, 0.2, 0.8, 0.6, 0.1, 0.9, 0.4, 0.7];
        double[] others = [0.5, 0.3, 0.9, 0.8, 0.2, 0.6, 0.7, 0.1, 0.4, 0.5];

        var unit = PredictionPoweredMean.Of(labels, judged, others);
        var reversed = PredictionPoweredMean.Of(labels, [.. judged.Select(f => 5 - (4 * f))], [.. others.Select(f => 5 - (4 * f))]);

        Assert.True(unit.RelativeWidth < 0.9);
        Assert.Equal(unit.Mean.Lower, reversed.Mean.Lower, 9);
        Assert.Equal(unit.Mean.Upper, reversed.Mean.Upper, 9);
    }

    [Fact]
    public void Of_VeryFewLabels_IsTheLabelsAlone()
    {
        Assert.Equal(0, PredictionPoweredMean.Of([1, 0, 1], [1, 0, 1], [1, 0]).Lambda);
        Assert.Equal(double.PositiveInfinity, PredictionPoweredMean.Of([1], [1], [1, 0]).Mean.Upper);
    }

    [Fact]
    public void Of_ListsThatDoNotFit_Throws()
    {
        Assert.Throws<ArgumentException>(() => PredictionPoweredMean.Of([1, 0], [1], [1]));
        Assert.Throws<ArgumentException>(() => PredictionPoweredMean.Of([1, 0], [1, 0], []));
        Assert.Throws<ArgumentException>(() => PredictionPoweredMean.Of([1, 0], [1, double.NaN], [1]));
    }

    [Property]
    public bool Of_AnyJudge_IsNeverWiderThanTheLabelsAlone(byte[] bytes)
    {
        double[] labels = [0, 1, 0, 1, 1, .. bytes.Select(b => b % 2.0)];
        double[] judged = [1, 1, 0, 0, 1, .. bytes.Select(b => b / 4 % 4.0)];

        var result = PredictionPoweredMean.Of(labels, judged, [.. judged.Reverse(), .. judged]);

        return result.RelativeWidth <= 1 && result.EffectiveLabels >= labels.Length;
    }

    [Fact]
    public void OfPlan_OfEqualProbabilities_IsTheRegressionEstimate()
    {
        double[] judge = [1, 0, 1, 0, 0, 1, 1, 1, 0, 1, 1, 0];
        PlannedLabel[] labels = [new(0, 0.5, 1), new(1, 0.5, 0), new(2, 0.5, 1), new(3, 0.5, 1), new(4, 0.5, 0), new(5, 0.5, 1)];

        var result = PredictionPoweredMean.OfPlan(judge, labels);

        // Slope of label on score 1/1.5; scores have mean 7/12 over all, 1/2 over the chosen.
        Assert.Equal(2.0 / 3, result.Lambda, 12);
        Assert.Equal((2.0 / 3) + (2.0 / 3 * ((7.0 / 12) - (1.0 / 2))), result.Mean.Value, 12);
        Assert.Equal(2.0 / 3, result.LabelsOnly.Value, 12);
    }

    [Fact]
    public void OfPlan_OfUnequalProbabilities_CountsByTheirInverse()
    {
        // Two labels stand for two items each, two for four each: (2·1 + 2·0 + 4·1 + 4·1)/12.
        var result = PredictionPoweredMean.OfPlan(new double[12], [new(0, 0.5, 1), new(1, 0.5, 0), new(2, 0.25, 1), new(3, 0.25, 1)]);

        Assert.Equal(10.0 / 12, result.Mean.Value, 12);
    }

    [Fact]
    public void OfPlan_OfAnItemThatDoesNotExist_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PredictionPoweredMean.OfPlan([0, 1], [new(2, 0.5, 1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PlannedLabel(0, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PlannedLabel(0, 0.5, double.NaN));
    }

    [Fact]
    public void Choose_FromUncertainItems_TakesExactlyTheWantedNumberAndPrefersThem()
    {
        double[] uncertainty = [.. Enumerable.Range(0, 1000).Select(i => LabelingPlan.Uncertainty(i % 10 == 0 ? 0.5 : 0.01))];

        var choices = LabelingPlan.Choose(uncertainty, 100);

        Assert.Equal(100, choices.Select(choice => choice.Item).Distinct().Count());
        Assert.True(choices.Average(choice => uncertainty[choice.Item]) > uncertainty.Average() * 1.2);
        Assert.Equal(choices.OrderByDescending(choice => uncertainty[choice.Item]), choices);
        Assert.All(choices, choice => Assert.True(choice.Probability >= 0.5 * 100 / 1000));
    }

    [Fact]
    public void Choose_ManyTimes_TakesEachItemWithItsProbability()
    {
        double[] uncertainty = [5, 0.2, 0.2, 0.1, 0.1, 0, 0.3, 0.1];
        var counts = new int[uncertainty.Length];
        var probabilities = new double[uncertainty.Length];
        for (var seed = 0; seed < 4000; seed++)
        {
            foreach (var choice in LabelingPlan.Choose(uncertainty, 3, seed: seed))
            {
                counts[choice.Item]++;
                probabilities[choice.Item] = choice.Probability;
            }
        }

        Assert.Equal(4000, counts[0]);
        Assert.Equal(3, probabilities.Sum(), 9);
        Assert.All(Enumerable.Range(0, counts.Length), item => Assert.Equal(probabilities[item], counts[item] / 4000.0, 0.03));
    }

    [Property]
    public bool Choose_AnyCount_HasThatManyDifferentItems(byte[] bytes, byte wanted, int seed)
    {
        double[] uncertainty = [0, .. bytes.Select(b => (double)b)];
        var count = 1 + (wanted % uncertainty.Length);

        var choices = LabelingPlan.Choose(uncertainty, count, seed: seed);

        return choices.Count == count && choices.Select(choice => choice.Item).Distinct().Count() == count
            && choices.All(choice => choice.Probability is > 0 and <= 1);
    }

    [Fact]
    public void Choose_OutsideTheRanges_Throws()
    {
        Assert.Throws<ArgumentException>(() => LabelingPlan.Choose([], 1));
        Assert.Throws<ArgumentException>(() => LabelingPlan.Choose([-1, 1], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelingPlan.Choose([1, 1], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelingPlan.Choose([1, 1], 1, equalShare: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelingPlan.Uncertainty(1.5));
    }
}
