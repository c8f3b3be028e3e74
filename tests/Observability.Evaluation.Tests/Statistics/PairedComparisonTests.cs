using FsCheck.Xunit;
using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Tests.Statistics;

public sealed class PairedComparisonTests
{
    // Student's sleep data (Biometrika 6, 1908): extra hours of sleep under two drugs.
    internal static readonly double[] FirstDrug = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    internal static readonly double[] SecondDrug = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    [Fact]
    public void Means_OfStudentsSleepData_IsHisResult()
    {
        var result = PairedComparison.Means(FirstDrug, SecondDrug);

        Assert.Equal((0.75, 2.33), (Math.Round(result.Baseline, 9), Math.Round(result.Candidate, 9)));
        Assert.Equal(1.58, result.Difference.Value, 9);
        Assert.Equal(0.7001142, result.Difference.Lower, 6);
        Assert.Equal(2.4598858, result.Difference.Upper, 6);
        Assert.Equal(0.00283289, result.PValue, 7);
        Assert.True(result.IsSignificant);
    }

    [Fact]
    public void Means_OfStudentsSleepData_SaysWhatItCouldFind()
    {
        var result = PairedComparison.Means(FirstDrug, SecondDrug);

        // s = 1.2300; ten pairs reach 80 % power at 0.9960 s (noncentral t with 9 degrees of freedom).
        Assert.Equal(0.9960 * 1.2300, result.MinimumDetectableEffect, 3);
        Assert.Equal(PowerAnalysis.PairedMeans(1.229995).MinimumDetectableEffect(10), result.MinimumDetectableEffect, 4);
        Assert.Equal(7, result.RequiredCount);
    }

    [Fact]
    public void Means_OfEqualRuns_IsNoDifference()
    {
        var result = PairedComparison.Means([1, 2, 3], [1, 2, 3]);

        Assert.Equal((0.0, 0.0, 0.0, 1.0), (result.Difference.Value, result.Difference.Lower, result.Difference.Upper, result.PValue));
        Assert.Null(result.RequiredCount);
        Assert.False(result.IsSignificant);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Comparison_EveryItemChangedByTheSameUpToRounding_HasNoSpread(bool isBootstrap)
    {
        double[] baseline = [.. Enumerable.Range(30, 12).Select(tokens => tokens * 0.15e-6)];
        double[] candidate = [.. Enumerable.Range(33, 12).Select(tokens => tokens * 0.15e-6)];
        Assert.True(candidate.Zip(baseline, (after, before) => after - before).Distinct().Count() > 1);

        var result = isBootstrap ? PairedComparison.Bootstrap(baseline, candidate) : PairedComparison.Means(baseline, candidate);

        Assert.Equal((0, 0), (result.Difference.StandardError, result.MinimumDetectableEffect));
        Assert.Equal(0.45e-6, result.Difference.Value, 1e-18);
        Assert.True(result.PValue < 0.001, $"p = {result.PValue}");
    }

    [Fact]
    public void Means_OfOnePair_DecidesNothing()
    {
        var result = PairedComparison.Means([0.1], [0.9]);

        Assert.Equal((1.0, double.PositiveInfinity), (result.PValue, result.MinimumDetectableEffect));
        Assert.Null(result.RequiredCount);
        Assert.False(result.Difference.IsAbove(0));
    }

    [Fact]
    public void Means_OfListsOfDifferentLength_SaysSo()
    {
        var error = Assert.Throws<ArgumentException>(() => PairedComparison.Means([1, 2], [1]));

        Assert.Contains("one has 2 and the other 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ClusteredMeans_OfRepeatedItems_IsThePlainComparisonOfTheItems()
    {
        double[] Thrice(double[] values) => [.. values.SelectMany(value => Enumerable.Repeat(value, 3))];
        var clusters = Enumerable.Range(0, 30).Select(i => i / 3).ToList();

        var plain = PairedComparison.Means(FirstDrug, SecondDrug);
        var clustered = PairedComparison.ClusteredMeans(Thrice(FirstDrug), Thrice(SecondDrug), clusters);

        Assert.Equal(plain.PValue, clustered.PValue, 7);
        Assert.Equal(plain.MinimumDetectableEffect, clustered.MinimumDetectableEffect, 5);
    }

    [Theory]
    [InlineData(12, 2, 0.0129394531, "exact McNemar")] // 2 (1 + 14 + 91) / 2^14
    [InlineData(22, 8, 0.0106738, "mid-p McNemar")] // 2 · 8656937 / 2^30 - 5852925 / 2^30
    [InlineData(5, 5, 1.0, "exact McNemar")]
    [InlineData(0, 0, 1.0, "exact McNemar")]
    public void Proportions_OfDiscordantItems_GivesMcNemarsPValue(int better, int worse, double pValue, string test)
    {
        var (baseline, candidate) = Outcomes(60, better, worse);

        var result = PairedComparison.Proportions(baseline, candidate);

        Assert.Equal(pValue, result.PValue, 7);
        Assert.Equal(test, result.Test);
        Assert.Equal((better - worse) / (60.0 + better + worse), result.Difference.Value, 12);
    }

    [Fact]
    public void Proportions_OfOneHundredItems_GivesTheIntervalOfBonettAndPrice()
    {
        // 12 better, 2 worse of 100: shares 13/102 and 3/102; 10/102 ± 1.959964 sqrt((16/102 - (10/102)²)/102).
        var (baseline, candidate) = Outcomes(86, 12, 2);

        var difference = PairedComparison.Proportions(baseline, candidate).Difference;

        Assert.Equal(0.1, difference.Value, 12);
        Assert.Equal(0.098039 - 0.074469, difference.Lower, 5);
        Assert.Equal(0.098039 + 0.074469, difference.Upper, 5);
    }

    [Property(MaxTest = 40)]
    public bool Proportions_Exchanged_IsTheMirrorImage(bool[] baseline, bool[] candidate)
    {
        var count = Math.Min(baseline.Length, candidate.Length);
        bool[] first = [.. baseline.Take(count), true, false];
        bool[] second = [.. candidate.Take(count), true, true];

        var (there, back) = (PairedComparison.Proportions(first, second), PairedComparison.Proportions(second, first));

        return there.PValue == back.PValue && Math.Abs(there.Difference.Lower + back.Difference.Upper) < 1e-12
            && there.Difference.Contains(there.Difference.Value) && there.PValue is > 0 and <= 1;
    }

    [Property]
    public bool Means_Shifted_HasTheSameSpread(short[] values, short shift)
    {
        double[] baseline = [1, 2, 4, .. values.Select(v => v / 100.0)];
        double[] candidate = [.. baseline.Select((v, i) => v + (i % 3) + (shift / 100.0))];

        var result = PairedComparison.Means(baseline, candidate);
        var unshifted = PairedComparison.Means(baseline, [.. baseline.Select((v, i) => v + (i % 3))]);

        return Math.Abs(result.Difference.StandardError - unshifted.Difference.StandardError) < 1e-6
            && Math.Abs(result.Difference.Value - unshifted.Difference.Value - (shift / 100.0)) < 1e-6;
    }

    [Fact]
    public void ToString_OfAComparison_SaysAllInOneLine()
    {
        var text = PairedComparison.Means(FirstDrug, SecondDrug).ToString();

        Assert.Equal("0.75 -> 2.33: +1.58 [+0.7001, +2.4599], p = 0.0028 (paired t, n = 10; detects 1.2251; this difference needs n = 7)", text);
    }

    private static (bool[] Baseline, bool[] Candidate) Outcomes(int same, int better, int worse) => (
        [.. Enumerable.Repeat(true, same), .. Enumerable.Repeat(false, better), .. Enumerable.Repeat(true, worse)],
        [.. Enumerable.Repeat(true, same), .. Enumerable.Repeat(true, better), .. Enumerable.Repeat(false, worse)]);
}
