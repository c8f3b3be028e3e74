using FsCheck.Xunit;
using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Tests.Statistics;

public sealed class ProportionEstimateTests
{
    [Theory]
    [InlineData(8, 10, 0.490162, 0.943318)]
    [InlineData(0, 10, 0, 0.277533)]
    [InlineData(10, 10, 0.722467, 1)]
    [InlineData(1, 1, 0.206549, 1)]
    public void Of_Counts_GivesWilsonsInterval(int successes, int trials, double lower, double upper)
    {
        var estimate = ProportionEstimate.Of(successes, trials);

        Assert.Equal(lower, estimate.Lower, 5);
        Assert.Equal(upper, estimate.Upper, 5);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(-1, 3)]
    [InlineData(4, 3)]
    public void Of_ImpossibleCounts_Throws(int successes, int trials)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ProportionEstimate.Of(successes, trials));
    }

    [Fact]
    public void OfClusters_WhoseItemsAreAlike_IsTheIntervalOfTheClusters()
    {
        // Eight clusters of five equal outcomes: as good as eight items, less for the seven degrees of freedom.
        var outcomes = Enumerable.Range(0, 40).Select(i => i / 5 is not (0 or 1)).ToList();

        var clustered = ProportionEstimate.OfClusters(outcomes, [.. Enumerable.Range(0, 40).Select(i => i / 5)]);

        Assert.Equal(0.75, clustered.Value);
        Assert.True(clustered.Upper - clustered.Lower > ProportionEstimate.Of(6, 8).Upper - ProportionEstimate.Of(6, 8).Lower);
    }

    [Fact]
    public void OfClusters_WhereAllPassed_CountsClusters()
    {
        var estimate = ProportionEstimate.OfClusters([true, true, true, true, true, true], [1, 1, 1, 2, 2, 2]);

        Assert.Equal(ProportionEstimate.Of(2, 2).Lower, estimate.Lower, 12);
    }

    [Property]
    public bool Of_AnyOutcomes_StaysBetweenZeroAndOneAroundTheShare(bool[] outcomes, bool last)
    {
        bool[] all = [.. outcomes, last];
        int[] clusters = [.. Enumerable.Range(0, all.Length).Select(i => i / 3)];

        return new[] { ProportionEstimate.Of(all), ProportionEstimate.OfClusters(all, clusters) }.All(estimate =>
            estimate.Lower is >= 0 and <= 1 && estimate.Upper is >= 0 and <= 1 && estimate.Contains(estimate.Value) && estimate.Upper > estimate.Lower);
    }

    [Property]
    public bool Of_TheComplement_IsTheMirrorImage(bool[] outcomes, bool last)
    {
        bool[] all = [.. outcomes, last];

        var (passed, failed) = (ProportionEstimate.Of(all), ProportionEstimate.Of([.. all.Select(outcome => !outcome)]));

        return Math.Abs(passed.Lower - (1 - failed.Upper)) < 1e-12;
    }
}
