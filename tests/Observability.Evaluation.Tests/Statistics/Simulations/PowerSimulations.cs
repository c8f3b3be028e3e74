using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Tests.Statistics.Simulations;

/// <summary>The minimum detectable effect and the required count keep their word: what they promise is found in 80 % of runs, within 2 points.</summary>
public sealed class PowerSimulations
{
    [Theory]
    [InlineData(15)]
    [InlineData(100)]
    public void PairedMeans_AtTheMinimumDetectableEffect_HaveEightyPercent(int count)
    {
        var effect = PowerAnalysis.PairedMeans(0.3).MinimumDetectableEffect(count);

        Check($"paired means, n = {count}", 200, random => PairedComparison.Means(
            new double[count], random.Many(count, r => effect + (0.3 * r.Normal()))).PValue);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(100)]
    public void UnpairedMeans_AtTheMinimumDetectableEffect_HaveEightyPercent(int count)
    {
        var effect = PowerAnalysis.UnpairedMeans(0.3).MinimumDetectableEffect(count);

        Check($"unpaired means, n = {count}", 200, random => UnpairedComparison.Means(
            random.Many(count, r => 0.3 * r.Normal()), random.Many(count, r => effect + (0.3 * r.Normal()))).PValue);
    }

    [Theory]
    [InlineData(60, 0.2)]
    [InlineData(220, 0.124)]
    [InlineData(1000, 0.1)]
    public void PairedProportions_AtTheMinimumDetectableEffect_HaveEightyPercent(int count, double discordant)
    {
        var effect = PowerAnalysis.PairedProportions(discordant).MinimumDetectableEffect(count);

        Check($"paired pass rates, n = {count}, {discordant:P1} differ", 200, random =>
        {
            var draws = random.Many(count, r => r.NextDouble());
            return McNemarTest.PValue(
                draws.Count(draw => draw < (discordant + effect) / 2), draws.Count(draw => draw >= (discordant + effect) / 2 && draw < discordant));
        });
    }

    [Theory]
    [InlineData(50, 0.9)]
    [InlineData(300, 0.75)]
    public void UnpairedProportions_AtTheMinimumDetectableEffect_HaveEightyPercent(int count, double baseline)
    {
        var effect = PowerAnalysis.UnpairedProportions(baseline).MinimumDetectableEffect(count);

        Check($"unpaired pass rates, n = {count}, from {baseline}", 200, random => Pooled(random, count, baseline, baseline - effect));
    }

    [Fact]
    public void RequiredCount_OfSixPoints_HasEightyPercent()
    {
        var count = PowerAnalysis.UnpairedProportions(0.8).RequiredCount(0.06);

        Check($"required n = {count} for 80 % -> 86 %", 300, random => Pooled(random, count, 0.8, 0.86));
    }

    private static double Pooled(Random random, int count, double baseline, double candidate)
    {
        var first = random.Many(count, r => r.Passes(baseline)).Count(passed => passed);
        var second = random.Many(count, r => r.Passes(candidate)).Count(passed => passed);
        return Confidence.NormalPValue(PooledTest.Statistic(first, count, second, count));
    }

    private static void Check(string scenario, int reduced, Func<Random, double> pValue)
    {
        var runs = Simulation.Runs(reduced, 40_000);
        var found = Simulation.Share(runs, random => pValue(random) <= 0.05);

        Simulation.Check("minimum detectable effect", scenario, "power", found, 0.78, 0.82, runs);
    }
}
