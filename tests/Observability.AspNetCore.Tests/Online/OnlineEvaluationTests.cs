using Observability.Evaluation;
using Observability.Evaluation.Online;
using Observability.Model;
using Observability.Storage;
using Observability.Testing;

namespace Observability.AspNetCore.Tests.Online;

public sealed class OnlineEvaluationTests
{
    [Fact]
    public async Task Trace_ThatEnded_IsJudgedAfterTheDelay()
    {
        var judge = new ScriptedJudge(OnlineHost.Rating(4));
        await using var host = await OnlineHost.StartAsync(OnlineHost.Judging(judge));

        var trace = await host.AnswerAsync("How do I reset my password?", "Click 'Forgot password'.");
        await host.PassAsync(OnlineHost.Delay - TimeSpan.FromMilliseconds(1));
        Assert.Empty(await host.ScoresAsync());
        await host.PassAsync(TimeSpan.FromMilliseconds(1));

        var score = Assert.Single(await host.ScoresAsync());
        Assert.Equal("helpfulness", score.Name);
        Assert.Equal(0.75, score.Value.Number);
        Assert.Equal(ScoreTarget.Trace(trace), score.Target);
        Assert.Equal((ScoreSource.Evaluator, "helpfulness", "production", "because"), (score.Source, score.Author, score.Environment, score.Comment));
        Assert.Contains("Click 'Forgot password'.", string.Join("\n", judge.Requests[0].Messages.Select(message => message.Text)), StringComparison.Ordinal);
        Assert.Equal(0, (await host.JobsAsync("PENDING")).GetArrayLength());
        Assert.Equal(0, (await host.JobsAsync("FAILED")).GetArrayLength());
    }

    [Fact]
    public async Task Judge_ItsOwnCalls_AreInTheirOwnEnvironmentAndNeverJudged()
    {
        var judge = new ScriptedJudge(OnlineHost.Rating(4));
        await using var host = await OnlineHost.StartAsync(OnlineHost.Judging(judge));

        await host.AnswerAsync("a", "b");
        await host.PassAsync(OnlineHost.Delay);
        var asked = Assert.Single(await host.TracesAsync(Evaluator.JudgeEnvironment));
        await host.AnswerAsync("somebody else's judge", "says so", environment: Evaluator.JudgeEnvironment);
        await host.PassAsync(TimeSpan.FromHours(1));
        await host.Online.BackfillAsync("helpfulness", DateTimeOffset.MinValue, DateTimeOffset.MaxValue, TestContext.Current.CancellationToken);
        await host.PassAsync(OnlineHost.Delay);

        Assert.Equal("helpfulness", asked.Trace.Name);
        Assert.Single(judge.Requests);
        Assert.Single(await host.ScoresAsync());
    }

    [Fact]
    public async Task Observation_WrittenAgain_IsJudgedOnce()
    {
        var judge = new ScriptedJudge(OnlineHost.Rating(5));
        await using var host = await OnlineHost.StartAsync(OnlineHost.Judging(judge));

        await host.AnswerAsync("a", "b", "t1");
        await host.AnswerAsync("a", "b", "t1");
        await host.PassAsync(OnlineHost.Delay);
        await host.AnswerAsync("a", "b", "t1");
        await host.PassAsync(OnlineHost.Delay);

        Assert.Single(judge.Requests);
        Assert.Single(await host.ScoresAsync());
    }

    [Fact]
    public async Task Rule_WithFilterAndShare_JudgesWhatBothTake()
    {
        await using var host = await OnlineHost.StartAsync(builder => builder
            .AddEvaluator("polite", (_, output, _) => output.Contains("please", StringComparison.Ordinal))
            .AddOnlineEvaluation(online => online
                .Evaluate("polite", rule =>
                {
                    rule.Target = EvaluationTarget.Observation;
                    rule.Sampling = 0.5;
                    rule.Filters.Add(Filter.Equal(FilterField.Environment, "production"));
                })
                .Evaluate("polite", rule => (rule.Name, rule.Target, rule.Sampling) = ("the same share", EvaluationTarget.Trace, 0.5))));

        for (var i = 0; i < 200; i++)
        {
            await host.AnswerAsync("a", "please", $"trace-{i}", i % 2 == 0 ? "production" : "staging");
        }

        await host.PassAsync(OnlineHost.Delay);

        var scores = await host.ScoresAsync();
        var observations = scores.Where(score => score.Target.ObservationId is not null).Select(score => score.Target.TraceId!.Value).ToHashSet();
        var traces = scores.Where(score => score.Target.ObservationId is null).Select(score => score.Target.TraceId!.Value).ToHashSet();
        Assert.InRange(traces.Count, 70, 130);
        Assert.InRange(observations.Count, 30, 70);
        Assert.Subset(traces, observations);
        Assert.All(scores.Where(score => score.Target.ObservationId is not null), score => Assert.Equal("production", score.Environment));
    }

    [Fact]
    public async Task Trace_WhoseRootIsStillRunning_IsNotJudged()
    {
        var judge = new ScriptedJudge(OnlineHost.Rating(5));
        await using var host = await OnlineHost.StartAsync(OnlineHost.Judging(judge));

        await host.Api.Services.SubmitAsync(Telemetry.Generation("t", "child") with { ParentId = new ObservationId("root") });
        await host.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Empty(judge.Requests);
        await host.Api.Services.SubmitAsync(Telemetry.Observation("t", "root") with { Kind = ObservationKind.Agent, Input = Payload.FromText("q"), Output = Payload.FromText("a") });
        await host.PassAsync(OnlineHost.Delay);

        Assert.Single(judge.Requests);
    }

    [Fact]
    public async Task Mapping_ByJsonPath_ChangesWhatTheEvaluatorSees()
    {
        await using var host = await OnlineHost.StartAsync(builder => builder
            .AddEvaluator("echo", (input, output, expected) => $"{input}|{output}|{expected}")
            .AddOnlineEvaluation(online => online.Evaluate("echo", rule => rule
                .Map("input", VariableSource.Input, "$.messages[-1].content")
                .Map("output", VariableSource.Output, "$..answer")
                .Map("expected", VariableSource.Metadata, "$['right one']"))));

        await host.Api.Services.SubmitAsync(Telemetry.Observation("t", "o") with
        {
            Input = Payload.Parse("""{"messages":[{"content":"first"},{"content":"last"}]}"""),
            Output = Payload.Parse("""{"deep":{"answer":"42"}}"""),
            Metadata = Payload.Parse("""{"right one":"43"}"""),
        });
        await host.Api.Services.SubmitAsync(Telemetry.Observation("t2", "o2") with { Input = Payload.FromText("no messages"), Output = Payload.FromText("x") });
        await host.PassAsync(OnlineHost.Delay);

        Assert.Equal("last|42|43", Assert.Single(await host.ScoresAsync()).Value.Text);
        var failed = Assert.Single((await host.JobsAsync("FAILED")).EnumerateArray());
        Assert.Equal("t2", failed.GetProperty("traceId").GetString());
        Assert.Contains("'input' comes from Input by a JSON path that finds nothing", failed.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Caller_WhileAJudgeHangs_IsNotHeldUp()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var judge = new ScriptedJudge(async (_, cancellationToken) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("It was cancelled before.");
        });
        await using var host = await OnlineHost.StartAsync(OnlineHost.Judging(judge, online => online.MaxConcurrency = 1));
        await host.AnswerAsync("a", "b");
        host.Time.Advance(OnlineHost.Delay);
        host.Online.Wake(ProjectId.Default);
        await OnlineHost.WaitAsync(asked.Task);

        var written = host.AnswerAsync("c", "d");

        await OnlineHost.WaitAsync(written);
        Assert.Equal(2, (await host.TracesAsync("production")).Count);
    }

    [Fact]
    public async Task Rule_OfAnEvaluatorThatIsNotThere_StopsTheStart()
    {
        var exception = await Assert.ThrowsAsync<KeyNotFoundException>(() => OnlineHost.StartAsync(builder => builder.AddOnlineEvaluation(online => online.Evaluate("nope"))));

        Assert.Contains("No evaluator is named 'nope'", exception.Message, StringComparison.Ordinal);
    }
}
