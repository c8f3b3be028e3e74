using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Tests.Statistics;

public sealed class UnpairedComparisonTests
{
    [Fact]
    public void Means_OfStudentsSleepData_IsWelchsResult()
    {
        var result = UnpairedComparison.Means(PairedComparisonTests.FirstDrug, PairedComparisonTests.SecondDrug);

        Assert.Equal(-0.2054832, result.Difference.Lower, 6);
        Assert.Equal(3.3654832, result.Difference.Upper, 6);
        Assert.Equal(0.07939414, result.PValue, 7);
        Assert.False(result.IsSignificant);
    }

    [Fact]
    public void Proportions_OfNewcombesExample_IsHisInterval()
    {
        // Newcombe 1998, table II (a): 56/70 against 48/80, method 10: 0.0524 to 0.3339.
        var result = UnpairedComparison.Proportions(Outcomes(48, 80), Outcomes(56, 70));

        Assert.Equal(0.2, result.Difference.Value, 12);
        Assert.Equal(0.0524, result.Difference.Lower, 4);
        Assert.Equal(0.3339, result.Difference.Upper, 4);

        // Pooled 104/150: z = 0.2 / sqrt(0.693333 · 0.306667 · (1/70 + 1/80)) = 2.650.
        Assert.Equal(0.00805, result.PValue, 4);
    }

    [Fact]
    public void Means_OfEqualConstants_IsNoDifference()
    {
        var result = UnpairedComparison.Means([1, 1, 1], [1, 1]);

        Assert.Equal((0.0, 1.0), (result.Difference.StandardError, result.PValue));
    }

    [Fact]
    public void Means_OfOneValue_DecidesNothing()
    {
        var result = UnpairedComparison.Means([1], [2, 3, 4]);

        Assert.Equal((1.0, double.PositiveInfinity), (result.PValue, result.Difference.StandardError));
    }

    [Fact]
    public void Proportions_WhereEverythingPassed_IsNoDifference()
    {
        var result = UnpairedComparison.Proportions(Outcomes(5, 5), Outcomes(7, 7));

        Assert.Equal((0.0, 1.0), (result.Difference.Value, result.PValue));
        Assert.Null(result.RequiredCount);
    }

    private static bool[] Outcomes(int passed, int count) => [.. Enumerable.Range(0, count).Select(i => i < passed)];
}
