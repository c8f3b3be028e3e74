using FsCheck.Xunit;
using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Tests.Statistics;

public sealed class BootstrapEstimateTests
{
    // Efron and Tibshirani, An Introduction to the Bootstrap, table 2.1: survival days of treated mice.
    private static readonly double[] TreatedMice = [94, 197, 16, 38, 99, 141, 23];

    [Fact]
    public void OfMean_OfTheMouseData_HasItsStandardError()
    {
        var estimate = BootstrapEstimate.OfMean(TreatedMice, BootstrapInterval.Percentile, resamples: 20_000);

        // The ideal bootstrap error is sqrt(Σ (x - mean)²)/n = 23.36.
        Assert.Equal(86.857, estimate.Value, 3);
        Assert.InRange(estimate.StandardError, 23.36 * 0.98, 23.36 * 1.02);
    }

    [Fact]
    public void OfMean_OfSkewedValues_ShiftsTheIntervalTowardsTheTail()
    {
        double[] costs = [.. Enumerable.Range(1, 40).Select(i => Math.Exp(2.5 * i / 40.0))];

        var percentile = BootstrapEstimate.OfMean(costs, BootstrapInterval.Percentile);
        var corrected = BootstrapEstimate.OfMean(costs, BootstrapInterval.BiasCorrected);

        Assert.True(corrected.Upper > percentile.Upper);
        Assert.True(corrected.Lower > percentile.Lower);
    }

    [Fact]
    public void Of_TheMean_EqualsOfMean()
    {
        var general = BootstrapEstimate.Of(TreatedMice, values => values.Average(), seed: 5);
        var special = BootstrapEstimate.OfMean(TreatedMice, BootstrapInterval.BiasCorrected, seed: 5);

        Assert.Equal(special.Lower, general.Lower, 9);
        Assert.Equal(special.Upper, general.Upper, 9);
        Assert.NotEqual(special.Lower, BootstrapEstimate.OfMean(TreatedMice, BootstrapInterval.BiasCorrected, seed: 6).Lower);
    }

    [Fact]
    public void OfMean_Studentized_IsStudentsIntervalOrWider()
    {
        double[] costs = [.. Enumerable.Range(1, 40).Select(i => Math.Exp(5.0 * i / 40.0))];

        var estimate = BootstrapEstimate.OfMean(costs);
        var plain = MeanEstimate.Of(costs);

        Assert.Equal((plain.Value, plain.StandardError, "studentized bootstrap"), (estimate.Value, estimate.StandardError, estimate.Method));
        Assert.InRange((estimate.Upper - estimate.Lower) / (plain.Upper - plain.Lower), 1.02, 1.5);
    }

    [Fact]
    public void OfMean_OfValuesThatHardlyEverDiffer_IsStudentsInterval()
    {
        // A third of the resamples are all zero and have no standard error.
        double[] differences = [.. Enumerable.Repeat(0.0, 99), 1.0];

        var estimate = BootstrapEstimate.OfMean(differences);

        Assert.Equal(MeanEstimate.Of(differences).Upper, estimate.Upper, 9);
        Assert.True(PairedComparison.Bootstrap(new double[100], differences).PValue > 0.3);
    }

    [Fact]
    public void Of_AStatisticStudentized_SaysThatOnlyMeansCanBe()
    {
        var error = Assert.Throws<ArgumentException>(() => BootstrapEstimate.Of(TreatedMice, values => values.Max(), BootstrapInterval.Studentized));

        Assert.Contains("Use OfMean or another interval.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TheMedian_StaysWithinTheData()
    {
        var estimate = BootstrapEstimate.Of(TreatedMice, values => values.Order().ElementAt(values.Count / 2));

        Assert.Equal(94, estimate.Value);
        Assert.InRange(estimate.Lower, 16, 94);
        Assert.InRange(estimate.Upper, 94, 197);
    }

    [Fact]
    public void OfMean_OfOneValue_KnowsNothingOfItsSpread()
    {
        Assert.Equal(double.PositiveInfinity, BootstrapEstimate.OfMean([3]).Upper);
        Assert.Equal(double.NegativeInfinity, BootstrapEstimate.Of([3], values => values[0]).Lower);
    }

    [Fact]
    public void OfMean_OfEqualValues_HasNoWidth()
    {
        var estimate = BootstrapEstimate.OfMean([2, 2, 2]);

        Assert.Equal((2.0, 2.0), (estimate.Lower, estimate.Upper));
    }

    [Fact]
    public void OfMean_OfTooFewResamples_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BootstrapEstimate.OfMean(TreatedMice, resamples: 99));
    }

    [Theory]
    [InlineData(BootstrapInterval.Studentized)]
    [InlineData(BootstrapInterval.BiasCorrected)]
    [InlineData(BootstrapInterval.Percentile)]
    public void Bootstrap_OfStudentsSleepData_AgreesWithTheTTest(BootstrapInterval interval)
    {
        var result = PairedComparison.Bootstrap(PairedComparisonTests.FirstDrug, PairedComparisonTests.SecondDrug, interval);

        Assert.Equal(1.58, result.Difference.Value, 9);
        Assert.InRange(result.Difference.Lower, 0.3, 1.15);
        Assert.InRange(result.PValue, 0, 0.02);
    }

    [Property(MaxTest = 30)]
    public bool Bootstrap_PValue_AgreesWithTheInterval(sbyte[] values, byte kind)
    {
        double[] differences = [-1, 2, 3, 1, .. values.Select(v => v / 16.0)];

        var result = PairedComparison.Bootstrap(new double[differences.Length], differences, (BootstrapInterval)(kind % 3), 500);

        // Between two resamples either may be on its own side of zero.
        return result.Difference.Contains(0) == result.PValue > 0.05 || Math.Abs(result.PValue - 0.05) < 0.02;
    }
}
