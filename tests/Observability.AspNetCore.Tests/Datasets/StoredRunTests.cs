using Observability.Evaluation.Experiments;
using Observability.Model;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Datasets;

/// <summary>Runs that an SDK of another language made: traces in <c>sdk-experiment</c>, run items and scores over the API, as tests/clients/langfuse-v5/experiments.mjs makes them.</summary>
public sealed class StoredRunTests
{
    [Fact]
    public async Task Read_RunsOfAnSdk_CompareByTheirScores()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        await host.SendAsync(HttpMethod.Post, "v2/datasets", new { name = "capitals" });
        for (var i = 0; i < 30; i++)
        {
            await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "capitals", id = $"item-{i}", input = new { country = $"c{i}" }, expectedOutput = $"capital {i}" });
        }

        await RunAsync(host, "baseline 1", misses: i => i == 0);
        await RunAsync(host, "candidate 1", misses: i => i < 12);
        var runner = new ExperimentRunner(host.Observability);
        var baseline = await runner.ReadAsync("capitals", "baseline 1", TestContext.Current.CancellationToken);
        var candidate = await runner.ReadAsync("capitals", "candidate 1", TestContext.Current.CancellationToken);

        Assert.Equal(("capitals", 30, "What it can do"), (baseline.Dataset, baseline.Answers.Count, baseline.Description));
        var missed = candidate.Answers.Single(answer => answer.ItemId == "item-3");
        Assert.Equal(("no idea", "capital 3", 0d, "wrong"), (missed.Output, missed.Expected, missed.Metrics["exact"].Number, missed.Metrics["exact"].Comment));
        var comparison = ExperimentComparison.Of(baseline, candidate);
        var exact = comparison.Metrics.Single(metric => metric.Metric == "exact");
        Assert.Equal(Verdict.Worse, exact.Verdict);
        Assert.Equal(-11 / 30d, exact.Difference.Difference.Value, 9);
        Assert.Contains("item-3", comparison.Items.Select(item => item.ItemId));
    }

    [Fact]
    public async Task Read_RunThatIsNotThere_SaysSo()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        await host.SendAsync(HttpMethod.Post, "v2/datasets", new { name = "capitals" });
        var runner = new ExperimentRunner(host.Observability);

        var run = await Assert.ThrowsAsync<ArgumentException>(() => runner.ReadAsync("capitals", "nope", TestContext.Current.CancellationToken));
        var dataset = await Assert.ThrowsAsync<ArgumentException>(() => runner.ReadAsync("nope", "nope", TestContext.Current.CancellationToken));

        Assert.StartsWith("The dataset 'capitals' has no run named 'nope'.", run.Message, StringComparison.Ordinal);
        Assert.StartsWith("There is no dataset 'nope'", dataset.Message, StringComparison.Ordinal);
    }

    private static async Task RunAsync(ApiHost host, string run, Func<int, bool> misses)
    {
        for (var i = 0; i < 30; i++)
        {
            var trace = $"{run}-{i}";
            await host.Observability.Store.AddAsync(Telemetry.Observation(trace, trace + "-span", seconds: 1 + (i % 3)) with
            {
                Name = "experiment-item-run",
                Environment = "sdk-experiment",
                Input = Payload.Parse($$"""{"country":"c{{i}}"}"""),
                Output = Payload.FromText(misses(i) ? "no idea" : $"capital {i}"),
            });
            await host.SendAsync(HttpMethod.Post, "dataset-run-items", new { runName = run, runDescription = "What it can do", datasetItemId = $"item-{i}", traceId = trace, observationId = trace + "-span" });
            await host.SendAsync(HttpMethod.Post, "scores", new { traceId = trace, observationId = trace + "-span", name = "exact", value = misses(i) ? 0 : 1, comment = misses(i) ? "wrong" : "right" });
        }
    }
}
