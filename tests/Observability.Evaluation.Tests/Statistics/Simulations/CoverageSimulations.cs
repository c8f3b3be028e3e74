using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Tests.Statistics.Simulations;

/// <summary>Nominal 95 % intervals cover the truth in 93 to 97 % of runs.</summary>
public sealed class CoverageSimulations
{
    [Theory]
    [InlineData(30)]
    [InlineData(100)]
    public void Mean_OfGrades_Covers(int count)
    {
        var runs = Simulation.Runs(500, 20_000);
        var covered = Simulation.Share(runs, random => MeanEstimate.Of(random.Many(count, r => r.Grade())).Contains(Draw.MeanGrade));

        Simulation.Check("mean, t", $"grades, n = {count}", "coverage", covered, 0.93, 0.97, runs);
    }

    [Theory]
    [InlineData(50, 0.5)]
    [InlineData(50, 0.8)]
    [InlineData(100, 0.9)]
    [InlineData(200, 0.95)]
    public void Proportion_OfOutcomes_Covers(int count, double rate)
    {
        var runs = Simulation.Runs(1000, 40_000);
        var covered = Simulation.Share(runs, random => ProportionEstimate.Of(random.Many(count, r => r.Passes(rate))).Contains(rate));

        Simulation.Check("proportion, Wilson", $"rate {rate}, n = {count}", "coverage", covered, 0.93, 0.97, runs);
    }

    [Theory]
    [InlineData("20 clusters of 5", 0.3)]
    [InlineData("20 clusters of 1 to 10", 0.3)]
    [InlineData("20 clusters of 1 to 10", 0.8)]
    [InlineData("50 clusters, five of them huge", 0.3)]
    [InlineData("50 clusters, five of them huge", 0.8)]
    public void Mean_OfClusters_Covers(string shape, double correlation)
    {
        var runs = Simulation.Runs(500, 20_000);
        var covered = Simulation.Share(runs, random =>
        {
            var (values, clusters) = random.Clustered(Sizes(shape), correlation);
            return MeanEstimate.OfClusters(values, clusters).Contains(0);
        });

        Simulation.Check("mean, clustered t", $"{shape}, correlation {correlation}", "coverage", covered, 0.93, 0.97, runs);
    }

    [Theory]
    [InlineData("50 clusters of 5", 0.3)]
    [InlineData("50 clusters of 5", 0.8)]
    [InlineData("50 clusters of 1 to 10", 0.3)]
    [InlineData("50 clusters of 1 to 10", 0.8)]
    public void Proportion_OfClusters_Covers(string shape, double correlation)
    {
        var runs = Simulation.Runs(500, 20_000);
        var covered = Simulation.Share(runs, random =>
        {
            var (values, clusters) = random.Clustered(Sizes(shape), correlation);
            return ProportionEstimate.OfClusters([.. values.Select(value => value < 0.8416)], clusters).Contains(0.8);
        });

        Simulation.Check("proportion, clustered Wilson", $"rate 0.8, {shape}, correlation {correlation}", "coverage", covered, 0.93, 0.97, runs);
    }

    [Fact]
    public void Mean_OfClustersTakenAsIndependent_DoesNotCover()
    {
        var runs = Simulation.Runs(300, 20_000);
        var covered = Simulation.Share(runs, random => MeanEstimate.Of(random.Clustered(Sizes("20 clusters of 5"), 0.3).Values).Contains(0));

        Simulation.Report("mean, t (wrong here)", "20 clusters of 5, correlation 0.3", "coverage", covered, "what clusters cost", runs);
        Assert.InRange(covered, 0.7, 0.9);
    }

    [Fact]
    public void Bootstrap_OfSkewedCosts_CoversBestStudentized()
    {
        var runs = Simulation.Runs(40, 10_000);
        int studentized = 0, corrected = 0, percentile = 0, plain = 0;
        var random = new Random(1);
        for (var run = 0; run < runs; run++)
        {
            var costs = random.Many(60, r => r.Cost());
            plain += MeanEstimate.Of(costs).Contains(1) ? 1 : 0;
            studentized += BootstrapEstimate.OfMean(costs, resamples: 1000, seed: run).Contains(1) ? 1 : 0;
            corrected += BootstrapEstimate.OfMean(costs, BootstrapInterval.BiasCorrected, 1000, run).Contains(1) ? 1 : 0;
            percentile += BootstrapEstimate.OfMean(costs, BootstrapInterval.Percentile, 1000, run).Contains(1) ? 1 : 0;
        }

        const string Scenario = "log-normal costs, n = 60";
        Simulation.Check("mean, studentized bootstrap", Scenario, "coverage", (double)studentized / runs, 0.93, 0.97, runs);
        Simulation.Report("mean, BCa bootstrap", Scenario, "coverage", (double)corrected / runs, "falls a little short", runs);
        Simulation.Report("mean, percentile bootstrap", Scenario, "coverage", (double)percentile / runs, "falls short", runs);
        Simulation.Report("mean, t", Scenario, "coverage", (double)plain / runs, "falls short of skewed values", runs);
        Assert.True(studentized >= plain);
    }

    private static int[] Sizes(string shape) => shape switch
    {
        "20 clusters of 5" => [.. Enumerable.Repeat(5, 20)],
        "50 clusters of 5" => [.. Enumerable.Repeat(5, 50)],
        "20 clusters of 1 to 10" => [.. Enumerable.Range(0, 20).Select(i => 1 + (i % 10))],
        "50 clusters of 1 to 10" => [.. Enumerable.Range(0, 50).Select(i => 1 + (i % 10))],
        _ => [.. Enumerable.Range(0, 50).Select(i => i % 10 == 0 ? 30 : 2)],
    };
}
