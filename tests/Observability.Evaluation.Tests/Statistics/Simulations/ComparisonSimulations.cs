using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Tests.Statistics.Simulations;

/// <summary>Comparisons of two runs: how often they find a difference that is there, and one that is not.</summary>
public sealed class ComparisonSimulations
{
    private const int Items = 220;

    [Fact]
    public void Proportions_OfCorrelatedItems_ArePairedTwiceAsOftenFound()
    {
        var runs = Simulation.Runs(100, 20_000);
        int paired = 0, unpaired = 0;
        var random = new Random(1);
        for (var run = 0; run < runs; run++)
        {
            var (baseline, candidate) = Outcomes(random, better: 0.114, worse: 0.038);
            paired += PairedComparison.Proportions(baseline, candidate).IsSignificant ? 1 : 0;
            unpaired += Confidence.NormalPValue(PooledTest.Statistic(baseline.Count(passed => passed), Items, candidate.Count(passed => passed), Items)) <= 0.05 ? 1 : 0;
        }

        const string Scenario = "220 items, 70 % -> 77.6 %, 15.2 % differ";
        Simulation.Check("pass rates, McNemar", Scenario, "power", (double)paired / runs, 0.82, 0.86, runs);
        Simulation.Check("pass rates, unpaired z", Scenario, "power", (double)unpaired / runs, 0.36, 0.44, runs);
    }

    [Theory]
    [InlineData(0.03)]
    [InlineData(0.062)]
    [InlineData(0.2)]
    public void Proportions_OfEqualRuns_AreRarelyCalledDifferent(double share)
    {
        var runs = Simulation.Runs(1000, 40_000);
        var wrong = Simulation.Share(runs, random =>
        {
            var draws = random.Many(Items, r => r.NextDouble());
            return McNemarTest.PValue(draws.Count(draw => draw < share), draws.Count(draw => draw >= 1 - share)) <= 0.05;
        });

        Simulation.Check("pass rates, McNemar", $"220 items, {2 * share:P1} differ, no difference", "false positives", wrong, 0, 0.05, runs);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(220)]
    public void Means_OfEqualRuns_AreRarelyCalledDifferent(int count)
    {
        var runs = Simulation.Runs(200, 40_000);
        var wrong = Simulation.Share(runs, random => PairedComparison.Means(random.Many(count, r => r.Normal()), random.Many(count, r => r.Normal())).IsSignificant);

        // The t-test is exact here: 5 % is met, not undercut, so the noise of the simulation is allowed for.
        Simulation.Check("means, paired t", $"{count} items, no difference", "false positives", wrong, 0, 0.0535, runs);
    }

    [Fact]
    public void Means_OfCorrelatedItems_ArePairedFoundWhereUnpairedAreNot()
    {
        var runs = Simulation.Runs(100, 20_000);
        int paired = 0, unpaired = 0;
        var random = new Random(1);
        for (var run = 0; run < runs; run++)
        {
            // Item difficulty 0.25, each run's own spread 0.12, difference 0.034.
            var difficulty = random.Many(Items, r => 0.25 * r.Normal());
            double[] baseline = [.. difficulty.Select(item => item + (0.12 * random.Normal()))];
            double[] candidate = [.. difficulty.Select(item => item + 0.034 + (0.12 * random.Normal()))];
            paired += PairedComparison.Means(baseline, candidate).IsSignificant ? 1 : 0;
            unpaired += UnpairedComparison.Means(baseline, candidate).IsSignificant ? 1 : 0;
        }

        Simulation.Check("means, paired t", "220 items, correlation 0.81, +0.034", "power", (double)paired / runs, 0.82, 0.86, runs);
        Simulation.Check("means, Welch t", "220 items, correlation 0.81, +0.034", "power", (double)unpaired / runs, 0.03, 0.1, runs);
    }

    [Fact]
    public void Interval_OfThePairedDifference_Covers()
    {
        var runs = Simulation.Runs(100, 20_000);
        var covered = Simulation.Share(runs, random =>
        {
            var (baseline, candidate) = Outcomes(random, 0.114, 0.038);
            return PairedComparison.Proportions(baseline, candidate).Difference.Contains(0.076);
        });

        Simulation.Check("pass rates, Bonett-Price", "220 items, 70 % -> 77.6 %", "coverage", covered, 0.93, 0.97, runs);
    }

    [Fact]
    public void Bootstrap_OfEqualRunsWithLongTails_IsRarelyCalledDifferent()
    {
        var runs = Simulation.Runs(60, 10_000);
        int studentized = 0, corrected = 0;
        var random = new Random(1);
        for (var run = 0; run < runs; run++)
        {
            double[] baseline = random.Many(100, r => r.Cost()), candidate = random.Many(100, r => r.Cost());
            studentized += PairedComparison.Bootstrap(baseline, candidate, resamples: 1000, seed: run).IsSignificant ? 1 : 0;
            corrected += Simulation.IsFull && PairedComparison.Bootstrap(baseline, candidate, BootstrapInterval.BiasCorrected, 1000, run).IsSignificant ? 1 : 0;
        }

        const string Scenario = "100 items, log-normal costs, no difference";
        Simulation.Check("means, studentized bootstrap", Scenario, "false positives", (double)studentized / runs, 0, 0.05, runs);
        Simulation.Report("means, BCa bootstrap", Scenario, "false positives", (double)corrected / runs, "too many: not the default", runs);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.7)]
    public void Holm_OverTenMetrics_KeepsTheFamilyAtFivePercent(double correlation)
    {
        var runs = Simulation.Runs(100, 20_000);
        int plain = 0, corrected = 0;
        var random = new Random(1);
        for (var run = 0; run < runs; run++)
        {
            var pValues = PValues(random, 10, 40, correlation);
            plain += pValues.Any(p => p <= 0.05) ? 1 : 0;
            corrected += HolmCorrection.Adjust(pValues).Any(p => p <= 0.05) ? 1 : 0;
        }

        var scenario = $"10 metrics, correlation {correlation}, no difference";
        Simulation.Check("Holm", scenario, "any false positive", (double)corrected / runs, 0, 0.05, runs);
        Simulation.Report("uncorrected", scenario, "any false positive", (double)plain / runs, "what Holm prevents", runs);
    }

    private static double[] PValues(Random random, int metrics, int items, double correlation)
    {
        var shared = random.Many(items, r => Math.Sqrt(correlation) * r.Normal());
        var zero = new double[items];
        return random.Many(metrics, r => PairedComparison.Means(zero, [.. shared.Select(part => part + (Math.Sqrt(1 - correlation) * r.Normal()))]).PValue);
    }

    private static (bool[] Baseline, bool[] Candidate) Outcomes(Random random, double better, double worse)
    {
        var baseline = new bool[Items];
        var candidate = new bool[Items];
        for (var i = 0; i < Items; i++)
        {
            var draw = random.NextDouble();
            candidate[i] = draw < better || draw >= better + worse + ((1 - better - worse) * 0.219);
            baseline[i] = draw >= better && (draw < better + worse || candidate[i]);
        }

        return (baseline, candidate);
    }
}
