using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Tests.Statistics;

public sealed class PowerAnalysisTests
{
    [Fact]
    public void Power_OfMeans_IsThatOfTheTables()
    {
        // Cohen 1988: d = 0.5 needs 34 pairs, or 64 in each group, for 80 %.
        Assert.Equal(0.8078, PowerAnalysis.PairedMeans(1).Power(0.5, 34), 4);
        Assert.Equal(0.8015, PowerAnalysis.UnpairedMeans(1).Power(0.5, 64), 4);
        Assert.Equal(34, PowerAnalysis.PairedMeans(1).RequiredCount(0.5));
        Assert.Equal(64, PowerAnalysis.UnpairedMeans(2).RequiredCount(-1));
    }

    [Fact]
    public void Power_OfNoEffect_IsTheErrorRate()
    {
        Assert.Equal(0.05, PowerAnalysis.PairedMeans(1).Power(0, 20), 6);
        Assert.Equal(0.01, PowerAnalysis.UnpairedMeans(1, 0.99).Power(0, 5), 6);
        Assert.InRange(PowerAnalysis.PairedProportions(0.2).Power(0, 300), 0.03, 0.05);
        Assert.InRange(PowerAnalysis.UnpairedProportions(0.7).Power(0, 300), 0.04, 0.06);
    }

    [Fact]
    public void Power_OfPairedProportions_IsTheSumOverOutcomesByHand()
    {
        // Six items that all differ, five or six of them better: only 6:0 is significant (2/64 = 0.031; 5:1 gives 0.219).
        var power = PowerAnalysis.PairedProportions(1).Power(0.8, 6);

        Assert.Equal(Math.Pow(0.9, 6) + Math.Pow(0.1, 6), power, 9);
    }

    [Fact]
    public void Power_OfUnpairedProportions_IsTheSumOverOutcomesByHand()
    {
        // Three items each: z reaches 1.96 only at 0:3 and 3:0 (sqrt 6 = 2.449); 0:2 gives 1.732.
        var power = PowerAnalysis.UnpairedProportions(0.4).Power(0.3, 3);

        Assert.Equal((Math.Pow(0.6, 3) * Math.Pow(0.7, 3)) + (Math.Pow(0.4, 3) * Math.Pow(0.3, 3)), power, 9);
    }

    public static TheoryData<string> Designs => ["paired means", "unpaired means", "paired proportions", "unpaired proportions"];

    [Theory]
    [MemberData(nameof(Designs))]
    public void MinimumDetectableEffect_OfACount_HasThatPower(string design)
    {
        foreach (var count in new[] { 20, 100, 400, 3000 })
        {
            var effect = Design(design).MinimumDetectableEffect(count);

            Assert.Equal(0.8, Design(design).Power(design == "unpaired proportions" ? -effect : effect, count), 2);
        }
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void RequiredCount_OfAnEffect_HasThatPowerAndOneLessHasNot(string design)
    {
        var count = Design(design).RequiredCount(-0.05, 0.9);

        Assert.True(Design(design).Power(-0.05, count) >= 0.9);
        Assert.True(Design(design).Power(-0.05, count - 1) < 0.9);
    }

    [Fact]
    public void MinimumDetectableEffect_OfTooFewItems_IsInfinite()
    {
        Assert.Equal(double.PositiveInfinity, PowerAnalysis.PairedProportions(0.1).MinimumDetectableEffect(5));
    }

    [Fact]
    public void Power_WhereTheSumBecomesAnApproximation_IsContinuous()
    {
        foreach (var effect in new[] { 0.01, 0.02, 0.03 })
        {
            Assert.Equal(PowerAnalysis.PairedProportions(0.2).Power(effect, 2000), PowerAnalysis.PairedProportions(0.2).Power(effect, 2001), 0.005);
            Assert.Equal(PowerAnalysis.UnpairedProportions(0.8).Power(effect, 2000), PowerAnalysis.UnpairedProportions(0.8).Power(effect, 2001), 0.005);
        }
    }

    [Fact]
    public void RequiredCount_OfNoEffect_Throws()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => PowerAnalysis.PairedMeans(1).RequiredCount(0));

        Assert.Contains("smallest difference that matters", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Power_OfAnImpossibleEffect_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerAnalysis.PairedProportions(0.1).Power(0.2, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerAnalysis.UnpairedProportions(0.8).Power(0.3, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerAnalysis.UnpairedProportions(0.2).Power(-0.3, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerAnalysis.PairedMeans(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerAnalysis.PairedMeans(1).Power(double.NaN, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerAnalysis.PairedMeans(1).Power(1, 1));
    }

    private static PowerAnalysis Design(string name) => name switch
    {
        "paired means" => PowerAnalysis.PairedMeans(0.3),
        "unpaired means" => PowerAnalysis.UnpairedMeans(0.3),
        "paired proportions" => PowerAnalysis.PairedProportions(0.6),
        _ => PowerAnalysis.UnpairedProportions(0.75),
    };
}
