using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Tests.Statistics;

public sealed class RepetitionVarianceTests
{
    [Fact]
    public void Of_TwoItemsTwice_IsTheAnalysisByHand()
    {
        // Within: (2 + 2)/2 = 2. Item means 2 and 6 with variance 8 = between + 2/2.
        var variance = RepetitionVariance.Of([[1, 3], [5, 7]]);

        Assert.Equal((4.0, 2.0, 7.0), (variance.Mean.Value, variance.WithinItems, variance.BetweenItems));
        Assert.Equal(7.0 / 9, variance.IntraclassCorrelation, 12);
        Assert.Equal(variance.Mean.StandardError, variance.StandardErrorAt(2, 2), 12);
        Assert.Equal(Math.Sqrt((7 + 0.5) / 10), variance.StandardErrorAt(10, 4), 12);
    }

    [Fact]
    public void Of_ItemsThatDifferOnlyByChance_HasNothingBetweenThem()
    {
        Assert.Equal(0, RepetitionVariance.Of([[0, 1], [1, 0], [0, 1]]).BetweenItems);
    }

    [Fact]
    public void Of_UnequalRepetitions_UsesThemAll()
    {
        // Within: (2 + 0 + 8)/(1 + 0 + 2); means 2, 6, 4 with variance 4; mean of 1/K = (1/2 + 1 + 1/3)/3.
        var variance = RepetitionVariance.Of([[1, 3], [6], [2, 4, 6]]);

        Assert.Equal(10.0 / 3, variance.WithinItems, 12);
        Assert.Equal(4 - (10.0 / 3 * (11.0 / 18)), variance.BetweenItems, 12);
    }

    [Fact]
    public void Of_TooLittle_Throws()
    {
        Assert.Throws<ArgumentException>(() => RepetitionVariance.Of([]));
        Assert.Throws<ArgumentException>(() => RepetitionVariance.Of([[1, 2]]));
        Assert.Throws<ArgumentException>(() => RepetitionVariance.Of([[1], [2]]));
        Assert.Contains("Item 1 has no score", Assert.Throws<ArgumentException>(() => RepetitionVariance.Of([[1, 2], []])).Message, StringComparison.Ordinal);
    }
}
