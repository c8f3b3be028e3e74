using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Tests.Statistics;

public sealed class KrippendorffAlphaTests
{
    // Krippendorff, "Computing Krippendorff's Alpha-Reliability": four observers, twelve units, missing values.
    private static readonly double?[][] Observers =
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, null, null, null],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, null, 3],
        [null, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, null],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, null],
    ];

    [Theory]
    [InlineData(MeasurementLevel.Nominal, 0.743)]
    [InlineData(MeasurementLevel.Ordinal, 0.815)]
    [InlineData(MeasurementLevel.Interval, 0.849)]
    public void Of_KrippendorffsExample_IsHisResult(MeasurementLevel measurement, double alpha)
    {
        var estimate = KrippendorffAlpha.Of(Units(Observers), measurement)!;

        Assert.Equal(alpha, estimate.Value, 3);
        Assert.True(estimate.Lower < alpha && estimate.Upper > alpha && estimate.Upper <= 1);
        Assert.Equal(11, estimate.Count);
    }

    [Fact]
    public void Of_KrippendorffsBinaryExample_IsHisResult()
    {
        double?[][] observers = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]];

        Assert.Equal(0.095, KrippendorffAlpha.Of(Units(observers), MeasurementLevel.Nominal)!.Value, 3);
    }

    [Fact]
    public void Of_Names_EqualsTheNominalNumbers()
    {
        var names = Units(Observers).Select(unit => (IReadOnlyList<string?>)[.. unit.Select(value => value is null ? null : $"label {value}")]).ToList();

        Assert.Equal(KrippendorffAlpha.Of(Units(Observers), MeasurementLevel.Nominal)!.Value, KrippendorffAlpha.Of(names)!.Value, 12);
    }

    [Fact]
    public void Of_NoUnitRatedTwice_IsUndefined()
    {
        Assert.Null(KrippendorffAlpha.Of([[1, null], [null, 2]], MeasurementLevel.Interval));
        Assert.Null(KrippendorffAlpha.Of([[4, 4], [4, 4]], MeasurementLevel.Nominal));
    }

    [Fact]
    public void Of_CompleteAgreement_IsOne()
    {
        var estimate = KrippendorffAlpha.Of([[1, 1], [2, 2], [3, 3]], MeasurementLevel.Ordinal)!;

        Assert.Equal((1.0, 1.0), (estimate.Value, estimate.Lower));
    }

    [Fact]
    public void Of_NaN_SaysToPassNull()
    {
        var error = Assert.Throws<ArgumentException>(() => KrippendorffAlpha.Of([[1, double.NaN]], MeasurementLevel.Interval));

        Assert.Contains("Pass null", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TheSameSeed_IsTheSameInterval()
    {
        Assert.Equal(KrippendorffAlpha.Of(Units(Observers), MeasurementLevel.Ordinal, seed: 3), KrippendorffAlpha.Of(Units(Observers), MeasurementLevel.Ordinal, seed: 3));
    }

    private static IReadOnlyList<IReadOnlyList<double?>> Units(double?[][] observers) =>
        [.. Enumerable.Range(0, observers[0].Length).Select(unit => (IReadOnlyList<double?>)[.. observers.Select(observer => observer[unit])])];
}
