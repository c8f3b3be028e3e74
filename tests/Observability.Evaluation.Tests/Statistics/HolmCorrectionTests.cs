using FsCheck.Xunit;
using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Tests.Statistics;

public sealed class HolmCorrectionTests
{
    [Fact]
    public void Adjust_FourPValues_IsTheCorrectionByHand()
    {
        // In order: 0.005·4, 0.01·3, 0.03·2, then 0.04·1 raised to the one before.
        Assert.Equal([0.03, 0.06, 0.06, 0.02], HolmCorrection.Adjust([0.01, 0.04, 0.03, 0.005]).Select(p => Math.Round(p, 12)));
    }

    [Fact]
    public void Adjust_Nothing_IsNothing() => Assert.Empty(HolmCorrection.Adjust([]));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    public void Adjust_NoPValue_Throws(double value) => Assert.Throws<ArgumentException>(() => HolmCorrection.Adjust([0.5, value]));

    [Property]
    public bool Adjust_AnyPValues_KeepsOrderAndLiesBetweenThemAndBonferroni(byte[] bytes)
    {
        double[] pValues = [.. bytes.Select(b => b / 255.0)];

        var adjusted = HolmCorrection.Adjust(pValues);

        return Enumerable.Range(0, pValues.Length).All(i =>
            adjusted[i] >= pValues[i] && adjusted[i] <= Math.Min(1, pValues[i] * pValues.Length) + 1e-12
            && Enumerable.Range(0, pValues.Length).All(j => pValues[i] > pValues[j] || adjusted[i] <= adjusted[j]));
    }
}
