using System.Text.Json;
using FsCheck.Xunit;
using Observability.Evaluation.Statistics;
using Observability.Prompts.Rollout;

namespace Observability.Evaluation.Tests.Statistics;

public sealed class MeanEstimateTests
{
    [Fact]
    public void Of_Values_GivesStudentsInterval()
    {
        // s = 1.581139, t(4) = 2.776445: 3 ± 2.776445 · 0.707107.
        var estimate = MeanEstimate.Of([1, 2, 3, 4, 5]);

        Assert.Equal(3, estimate.Value);
        Assert.Equal(0.707107, estimate.StandardError, 6);
        Assert.Equal(1.036757, estimate.Lower, 6);
        Assert.Equal(4.963243, estimate.Upper, 6);
        Assert.Equal((0.95, 5, "t"), (estimate.Level, estimate.Count, estimate.Method));
    }

    [Fact]
    public void Of_OneValue_KnowsNothingOfItsSpread()
    {
        var estimate = MeanEstimate.Of([0.7]);

        Assert.Equal((0.7, double.NegativeInfinity, double.PositiveInfinity), (estimate.Value, estimate.Lower, estimate.Upper));
        Assert.Equal(estimate, JsonSerializer.Deserialize<Estimate>(JsonSerializer.Serialize(estimate)));
    }

    [Fact]
    public void Of_KeptMoments_IsTheIntervalOfTheirValues()
    {
        var moments = default(RunningMoments).With(1).With(2).With(3).With(4).With(5);

        Assert.Equal(MeanEstimate.Of([1, 2, 3, 4, 5]), MeanEstimate.Of(moments));
        Assert.Throws<ArgumentException>(() => MeanEstimate.Of(default(RunningMoments)));
    }

    [Fact]
    public void Of_EqualValues_HasNoWidth()
    {
        var estimate = MeanEstimate.Of([0.5, 0.5, 0.5]);

        Assert.Equal((0.5, 0.5, 0.0), (estimate.Lower, estimate.Upper, estimate.StandardError));
    }

    [Fact]
    public void Of_Nothing_Throws() => Assert.Throws<ArgumentException>(() => MeanEstimate.Of([]));

    [Fact]
    public void Of_NaN_NamesThePlace()
    {
        var error = Assert.Throws<ArgumentException>(() => MeanEstimate.Of([1, double.NaN]));

        Assert.StartsWith("Value 1 is NaN. Leave items without a value out", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Of_ImpossibleLevel_Throws(double level) => Assert.Throws<ArgumentOutOfRangeException>(() => MeanEstimate.Of([1, 2], level));

    [Fact]
    public void OfClusters_OfEqualSize_IsTheFormulaByHand()
    {
        // Mean 4; cluster totals of residuals -5, 0, 5: sum of squares 50, raised by 3/2; variance 75/36; t(2) = 4.302653.
        var estimate = MeanEstimate.OfClusters([1, 2, 3, 5, 6, 7], ["a", "a", "b", "b", "c", "c"]);

        Assert.Equal(4, estimate.Value);
        Assert.Equal(Math.Sqrt(75.0 / 36), estimate.StandardError, 12);
        Assert.Equal(4 - (4.302653 * 1.443376), estimate.Lower, 4);
        Assert.Equal("clustered t, 3 clusters", estimate.Method);
    }

    [Fact]
    public void OfClusters_OfOneCluster_KnowsNothing()
    {
        Assert.True(double.IsInfinity(MeanEstimate.OfClusters([1, 2, 3], [7, 7, 7]).StandardError));
    }

    [Fact]
    public void OfClusters_OfListsOfDifferentLength_Throws()
    {
        Assert.Throws<ArgumentException>(() => MeanEstimate.OfClusters([1, 2, 3], [7, 7]));
    }

    [Property]
    public bool OfClusters_OfOneValueEach_IsThePlainInterval(short[] values)
    {
        double[] data = [1, 4, .. values.Select(v => v / 10.0)];

        var plain = MeanEstimate.Of(data);
        var clustered = MeanEstimate.OfClusters(data, [.. Enumerable.Range(0, data.Length)]);

        return Math.Abs(plain.Lower - clustered.Lower) <= 1e-6 * (1 + Math.Abs(plain.Lower))
            && Math.Abs(plain.Upper - clustered.Upper) <= 1e-6 * (1 + Math.Abs(plain.Upper));
    }

    [Property]
    public bool OfClusters_OfRepeatedValues_IsNoSurerThanWithoutRepetition(byte[] values)
    {
        double[] data = [0, 1, .. values.Select(v => v / 255.0)];

        var once = MeanEstimate.Of(data);
        var thrice = MeanEstimate.OfClusters(
            [.. data.SelectMany(v => Enumerable.Repeat(v, 3))], [.. Enumerable.Range(0, data.Length).SelectMany(i => Enumerable.Repeat(i, 3))]);

        return Math.Abs(once.StandardError - thrice.StandardError) < 1e-9 && Math.Abs(once.Lower - thrice.Lower) < 1e-6;
    }

    [Fact]
    public void ToString_OfAnEstimate_IsOneInvariantLine()
    {
        Assert.Equal("0.8 [0.4902, 0.9433] (95 %, Wilson, n = 10)", ProportionEstimate.Of(8, 10).ToString());
    }
}
