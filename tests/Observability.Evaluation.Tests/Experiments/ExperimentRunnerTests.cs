using Observability.Capture;
using Observability.Evaluation.Experiments;
using Observability.Model;
using Observability.Storage;

namespace Observability.Evaluation.Tests.Experiments;

public sealed class ExperimentRunnerTests : IAsyncDisposable
{
    private readonly ExperimentHost _host = new();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Run_Dataset_AnswersJudgesAndKeepsTheRun()
    {
        var dataset = await _host.DatasetAsync(10);

        var run = await _host.Runner.RunAsync(dataset, ExperimentHost.Answering(i => i == 3), [ExperimentHost.Exact], new ExperimentOptions { Name = "first", RunName = "first 1" });

        Assert.Equal(10, run.Answers.Count);
        Assert.Equal(["item-001", "item-002", "item-003"], run.Answers.Take(3).Select(answer => answer.ItemId));
        Assert.Equal(0.9, run.Summarize("exact")!.Value, 12);
        Assert.Equal(("no idea", "answer 3", 0), (run.Answers[2].Output, run.Answers[2].Expected, run.Answers[2].Metrics["exact"].Number));
        Assert.All(run.Answers, answer => Assert.True(answer.Metrics[ExperimentMetrics.Latency].Number >= 0));
        var scores = await _host.Observability.Store.ListScoresAsync(new ScoreQuery { Filters = [Filter.Equal(FilterField.DatasetRunId, run.RunId!)] });
        Assert.Contains(scores.Items, score => score.Name == "exact" && Math.Abs(score.Value.Number - 0.9) < 1e-12);
    }

    [Fact]
    public async Task Run_Answer_IsATraceOfItsOwnInTheExperimentEnvironment()
    {
        using var outer = _host.Observability.Tracer.StartSpan("outer");

        var run = await _host.Runner.RunAsync(
            ExperimentHost.Items(3),
            async (context, _) =>
            {
                await Task.Yield();
                using var inner = _host.Observability.Tracer.StartTool("lookup");
                return context.InputText;
            },
            [ExperimentHost.Exact],
            new ExperimentOptions { Name = "traced" });

        Assert.Equal("outer", LlmTrace.CurrentObservation?.Name);
        Assert.Equal(3, run.Answers.Select(answer => answer.TraceId).Distinct().Count());
        foreach (var answer in run.Answers)
        {
            var trace = await _host.Observability.Store.GetTraceAsync(ProjectId.Default, new TraceId(answer.TraceId!), PayloadSelection.All);
            Assert.Equal(["experiment-item-run", "lookup"], trace!.Observations.Select(observation => observation.Name));
            Assert.Equal(trace.Observations[0].Id, trace.Observations[1].ParentId);
            Assert.Equal("sdk-experiment", trace.Summary.Trace.Environment);
            Assert.Equal("exact", trace.Scores.Single().Name);
        }
    }

    [Fact]
    public async Task Run_TaskThrows_IsAFailedAnswerWithFailedMetrics()
    {
        var run = await _host.Runner.RunAsync(
            ExperimentHost.Items(4),
            (context, _) => context.Item.Id == "item-002" ? throw new InvalidOperationException("no model") : Task.FromResult<object?>("x"),
            [ExperimentHost.Exact],
            new ExperimentOptions { Name = "failing" });

        var failed = run.Answers.Single(answer => answer.IsFailed);
        Assert.Equal(("item-002", "InvalidOperationException: no model"), (failed.ItemId, failed.Error));
        Assert.True(failed.Metrics["exact"].IsFailed);
        Assert.Null(failed.Metrics["exact"].Number);
        Assert.Equal(3, run.Summarize("exact")!.Count);
    }

    [Fact]
    public async Task Run_Repetitions_CountEachItemOnce()
    {
        var run = await _host.Runner.RunAsync(
            ExperimentHost.Items(10), ExperimentHost.Answering(i => i > 5), [ExperimentHost.Exact], new ExperimentOptions { Name = "repeated", Repetitions = 20 });

        Assert.Equal(200, run.Answers.Count);
        Assert.Equal([1, 2, 3], run.Answers.Take(3).Select(answer => answer.Repetition));
        var summary = run.Summarize("exact")!;
        Assert.Equal(0.5, summary.Value, 12);
        Assert.True(summary.Upper - summary.Lower > 0.5, $"200 answers of 10 items are no 200 items: {summary}");
    }

    [Fact]
    public async Task Run_CostLimit_AsksNoMore()
    {
        Task<object?> AskAsync(ExperimentTaskContext context, CancellationToken cancellationToken)
        {
            using var generation = _host.Observability.Tracer.StartGeneration("ask");
            generation.SetCost(0.5m);
            return Task.FromResult<object?>("x");
        }

        var run = await _host.Runner.RunAsync(ExperimentHost.Items(600), AskAsync, [ExperimentHost.Exact], new ExperimentOptions { Name = "limited", CostLimitUsd = 2m, MaxConcurrency = 1 });

        Assert.Equal(600, run.Answers.Count + run.NotRun);
        Assert.InRange(run.NotRun, 1, 596);
    }

    [Fact]
    public async Task Run_Cancelled_TellsTheTaskThatItLeavesBehind()
    {
        using var stop = new CancellationTokenSource();
        var left = new TaskCompletionSource<Task<bool>>();
        ExperimentTask task = async (_, token) =>
        {
            var heard = new TaskCompletionSource<bool>();
            left.SetResult(heard.Task);
            await using var registration = token.Register(() => heard.SetResult(true));
            await stop.CancelAsync();
            return await heard.Task;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _host.Runner.RunAsync(ExperimentHost.Items(1), task, [ExperimentHost.Exact], new ExperimentOptions { Name = "left" }, stop.Token));

        Assert.True(await (await left.Task).WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task Run_Interrupted_IsResumedWithoutAskingAgain()
    {
        var dataset = await _host.DatasetAsync(6);
        var options = new ExperimentOptions { Name = "long", RunName = "long 1", MaxConcurrency = 1 };
        using var stop = new CancellationTokenSource();
        var asked = new List<string>();
        ExperimentTask task = async (context, token) =>
        {
            if (asked.Count == 3)
            {
                await stop.CancelAsync();
                token.ThrowIfCancellationRequested();
            }

            asked.Add(context.Item.Id!);
            return await ExperimentHost.Answering(i => i == 2)(context, token);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _host.Runner.RunAsync(dataset, task, [ExperimentHost.Exact], options, stop.Token));
        var before = asked.ToList();
        asked.Clear();

        var resumed = await _host.Runner.RunAsync(dataset, ExperimentHost.Answering(i => i == 2), [ExperimentHost.Exact], options with { Resume = true });

        Assert.Equal(3, before.Count);
        Assert.Equal(6, resumed.Answers.Count);
        Assert.Equal(5.0 / 6, resumed.Summarize("exact")!.Value, 12);
        await Assert.ThrowsAsync<ArgumentException>(() => _host.Runner.RunAsync(dataset, ExperimentHost.Answering(_ => false), [ExperimentHost.Exact], options));
    }

    [Fact]
    public async Task Run_Progress_BeginsWithNothingAndEndsWithEverythingDone()
    {
        var reports = new List<ExperimentProgress>();

        await _host.Runner.RunAsync(ExperimentHost.Items(5), ExperimentHost.Answering(i => i == 2), [ExperimentHost.Exact], new ExperimentOptions { Name = "told", Progress = new Reporting(reports) });

        Assert.Equal((0, 5), (reports[0].Done, reports[0].Total));
        Assert.Empty(reports[0].Means);
        Assert.Equal((5, 5, 0, 0m), (reports[^1].Done, reports[^1].Total, reports[^1].Failed, reports[^1].CostUsd));
        Assert.Equal(0.8, reports[^1].Means.Single(mean => mean.Key == "exact").Value, 12);
    }

    [Fact]
    public async Task Run_Resumed_ProgressBeginsWithWhatItHad()
    {
        var dataset = await _host.DatasetAsync(6);
        using var stop = new CancellationTokenSource();
        var options = new ExperimentOptions { Name = "long", RunName = "long 1", MaxConcurrency = 1 };
        ExperimentTask ending = async (context, token) =>
        {
            await (context.Item.Id == "item-004" ? stop.CancelAsync() : Task.CompletedTask);
            token.ThrowIfCancellationRequested();
            return "x";
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _host.Runner.RunAsync(dataset, ending, [ExperimentHost.Exact], options, stop.Token));
        var had = (await _host.Runner.ReadAsync(dataset, "long 1")).Answers.Count;
        var reports = new List<ExperimentProgress>();

        await _host.Runner.RunAsync(dataset, ExperimentHost.Answering(_ => false), [ExperimentHost.Exact], options with { Resume = true, Progress = new Reporting(reports) });

        Assert.Equal((had, 6), (reports[0].Done, reports[0].Total));
        Assert.Equal((6, 6), (reports[^1].Done, reports[^1].Total));
    }

    [Theory]
    [InlineData("nothing", "There is no dataset 'nothing'.")]
    [InlineData("empty", "The dataset 'empty' has no active item.")]
    public async Task Run_DatasetThatGivesNothing_SaysWhy(string dataset, string message)
    {
        await _host.Library.CreateAsync("empty");

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => _host.Runner.RunAsync(dataset, ExperimentHost.Answering(_ => false), [], new ExperimentOptions { Name = "x" }));

        Assert.StartsWith(message, exception.Message);
    }

    [Fact]
    public async Task Run_InvalidOptions_ListsAllErrors()
    {
        var options = new ExperimentOptions { Name = " ", Repetitions = 0, MaxConcurrency = 5000, CostLimitUsd = -1 };

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => _host.Runner.RunAsync(ExperimentHost.Items(1), ExperimentHost.Answering(_ => false), [], options));

        foreach (var name in new[] { "Name", "Repetitions", "MaxConcurrency", "CostLimitUsd" })
        {
            Assert.Contains(name + " is", exception.Message);
        }
    }

    [Fact]
    public async Task Save_ThenLoad_IsTheSame()
    {
        var path = Path.Combine(Path.GetTempPath(), $"llmobs-{Guid.NewGuid():N}", "run.json");
        var run = await _host.Runner.RunAsync(ExperimentHost.Items(3), ExperimentHost.Answering(i => i == 1), [ExperimentHost.Exact], new ExperimentOptions { Name = "saved", Metadata = new Dictionary<string, string> { ["model"] = "m" } });
        try
        {
            await run.SaveAsync(path);
            var loaded = await ExperimentRun.LoadAsync(path);

            Assert.Equal(run.Answers.Select(answer => (answer.ItemId, answer.Output, answer.Metrics["exact"])), loaded.Answers.Select(answer => (answer.ItemId, answer.Output, answer.Metrics["exact"])));
            Assert.Equal((run.Name, run.RunName, run.StartedAt, "m"), (loaded.Name, loaded.RunName, loaded.StartedAt, loaded.Metadata["model"]));
            await File.WriteAllTextAsync(path, "{}");
            await Assert.ThrowsAsync<InvalidDataException>(() => ExperimentRun.LoadAsync(path));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    private sealed class Reporting(List<ExperimentProgress> reports) : IProgress<ExperimentProgress>
    {
        public void Report(ExperimentProgress value) => reports.Add(value);
    }
}
