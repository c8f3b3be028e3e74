using Observability.Evaluation.Experiments;
using Observability.Model;

namespace Observability.Clients.Tests;

/// <summary>Experiments of the published SDK, compared by this library over the store of the server that took them.</summary>
public sealed class ExperimentTests
{
    [Fact]
    public async Task Runs_OfTheSdk_AreComparedItemByItemWithItsScores()
    {
        await using var server = await ServerProcess.StartAsync();
        await ClientProgram.RunAsync(server, "langfuse-v5", "comparison");
        await server.StopAsync();
        await using var observability = LlmObservability.GetOrCreate(new LlmObservabilityOptions { StorePath = server.StorePath, Project = new ProjectId("clients") });
        var runner = new ExperimentRunner(observability);

        var before = await runner.ReadAsync("sums", "before", TestContext.Current.CancellationToken);
        var after = await runner.ReadAsync("sums", "after", TestContext.Current.CancellationToken);
        var comparison = ExperimentComparison.Of(before, after);

        // Right are 24 and 36 of 40 items, the second all of the first and 12 more: McNemar's exact test of 12 to 0.
        Assert.Equal((40, 40, 0), (before.Answers.Count, after.Answers.Count, comparison.Unmatched));
        var exact = comparison.Metrics.Single(metric => metric.Metric == "exact");
        Assert.Equal((0.6, 0.9, 0.3, 40), (exact.Difference.Baseline, exact.Difference.Candidate, Math.Round(exact.Difference.Difference.Value, 12), exact.Difference.Difference.Count));
        Assert.Equal(Math.Pow(0.5, 11), exact.Difference.PValue, 12);
        Assert.Equal(Verdict.Better, exact.Verdict);
        var distance = comparison.Metrics.Single(metric => metric.Metric == "distance");
        Assert.Equal((0.4, 0.1, -0.3), (Math.Round(distance.Difference.Baseline, 12), Math.Round(distance.Difference.Candidate, 12), Math.Round(distance.Difference.Difference.Value, 12)));
        Assert.Equal(12, comparison.Items.Count(item => item.Metric == "exact"));
        Assert.All(before.Answers, answer => Assert.False(answer.IsFailed));
        Assert.Equal(("""{"i":40}""", "81", "80"), Answer(before, "sum-40"));
        Assert.Equal(("""{"i":30}""", "60", "60"), Answer(after, "sum-30"));

        static (string Input, string Output, string? Expected) Answer(ExperimentRun run, string item)
        {
            var answer = run.Answers.Single(answer => answer.ItemId == item);
            return (answer.Input, answer.Output, answer.Expected);
        }
    }
}
