using Microsoft.Extensions.AI;
using Observability.Testing;

namespace Observability.AspNetCore.Tests.Online;

public sealed class FailingJudgeTests
{
    [Fact]
    public async Task Judge_ThatFailsOnce_IsAskedAgainAfterTheBackoff()
    {
        var calls = 0;
        var judge = new ScriptedJudge((_, _) => ++calls == 1 ? throw new HttpRequestException("Service Unavailable") : Task.FromResult(ScriptedJudge.Answer(OnlineHost.Rating(3))));
        await using var host = await OnlineHost.StartAsync(OnlineHost.Judging(judge));

        await host.AnswerAsync("a", "b");
        await host.PassAsync(OnlineHost.Delay);
        var waiting = Assert.Single((await host.JobsAsync("PENDING")).EnumerateArray());
        await host.PassAsync(OnlineHost.Backoff - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, calls);
        await host.PassAsync(TimeSpan.FromMilliseconds(1));

        Assert.Equal(1, waiting.GetProperty("attempts").GetInt32());
        Assert.Equal("HttpRequestException: Service Unavailable", waiting.GetProperty("reason").GetString());
        Assert.Equal(0.5, Assert.Single(await host.ScoresAsync()).Value.Number);
        Assert.Equal(0, (await host.JobsAsync("PENDING")).GetArrayLength());
    }

    [Fact]
    public async Task Judge_ThatFailsEveryTime_IsShownWithItsReasonUntilSomebodyRetries()
    {
        var isDown = true;
        var judge = new ScriptedJudge((_, _) => isDown ? throw new HttpRequestException("HTTP 500") : Task.FromResult(ScriptedJudge.Answer(OnlineHost.Rating(5))));
        await using var host = await OnlineHost.StartAsync(OnlineHost.Judging(judge));

        var trace = await host.AnswerAsync("a", "b");
        await host.PassAsync(OnlineHost.Delay);
        await host.PassAsync(OnlineHost.Backoff);
        await host.PassAsync(OnlineHost.Backoff * 2);
        var failed = Assert.Single((await host.JobsAsync("FAILED")).EnumerateArray());
        await host.PassAsync(TimeSpan.FromDays(1));

        Assert.Equal(3, judge.Requests.Count);
        Assert.Empty(await host.ScoresAsync());
        Assert.Equal("attempts createdAt dueAt evaluationRuleId evaluator id observationId reason status traceId updatedAt", failed.Names());
        Assert.Equal(("FAILED", 3, "HttpRequestException: HTTP 500", trace.Value), (
            failed.GetProperty("status").GetString(), failed.GetProperty("attempts").GetInt32(), failed.GetProperty("reason").GetString(), failed.GetProperty("traceId").GetString()));

        isDown = false;
        var path = $"evaluation-jobs/{failed.GetProperty("id").GetString()}";
        Assert.Equal("PENDING", (await host.Api.SendAsync(HttpMethod.Post, path + "/retry")).GetProperty("status").GetString());
        await host.PassAsync(TimeSpan.Zero);
        Assert.Single(await host.ScoresAsync());
        await host.Api.RefusedAsync(System.Net.HttpStatusCode.NotFound, HttpMethod.Get, path);
    }

    [Fact]
    public async Task Judge_ThatAnswersInTheWrongForm_IsAskedToRepairAndThenTriedAgain()
    {
        var judge = new ScriptedJudge("I like it!", "Still no JSON.", OnlineHost.Rating(5));
        await using var host = await OnlineHost.StartAsync(OnlineHost.Judging(judge));

        await host.AnswerAsync("a", "b");
        await host.PassAsync(OnlineHost.Delay);
        var waiting = Assert.Single((await host.JobsAsync("PENDING")).EnumerateArray());
        await host.PassAsync(OnlineHost.Backoff);

        Assert.Contains("The judge answered in the wrong form twice.", waiting.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single(await host.ScoresAsync()).Value.Number);
    }

    [Fact]
    public async Task Judge_ThatIsSlow_IsLeftAndTriedAgain()
    {
        var time = new TimerWatch(Telemetry.Start);
        var limit = time.TimerAsync(TimeSpan.FromMinutes(2));
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var judge = new ScriptedJudge((_, _) => asked.TrySetResult()
            ? new TaskCompletionSource<ChatResponse>().Task
            : Task.FromResult(ScriptedJudge.Answer(OnlineHost.Rating(5))));
        await using var host = await OnlineHost.StartAsync(OnlineHost.Judging(judge), time);

        await host.AnswerAsync("a", "b");
        host.Time.Advance(OnlineHost.Delay);
        host.Online.Wake(Model.ProjectId.Default);
        await OnlineHost.WaitAsync(asked.Task);
        await OnlineHost.WaitAsync(limit);
        await host.PassAsync(TimeSpan.FromMinutes(2));
        var waiting = Assert.Single((await host.JobsAsync("PENDING")).EnumerateArray());
        await host.PassAsync(OnlineHost.Backoff);

        Assert.Equal("The evaluator 'helpfulness' took longer than 00:02:00.", waiting.GetProperty("reason").GetString());
        Assert.Single(await host.ScoresAsync());
    }

    [Fact]
    public async Task Evaluator_ThatComputes_FailsAtOnce()
    {
        await using var host = await OnlineHost.StartAsync(builder => builder
            .AddEvaluator(new Evaluation.Deterministic.ExactMatchEvaluator())
            .AddOnlineEvaluation(online => online.Evaluate("exact-match")));

        await host.AnswerAsync("a", "b");
        await host.PassAsync(OnlineHost.Delay);

        var failed = Assert.Single((await host.JobsAsync("FAILED")).EnumerateArray());
        Assert.Equal(1, failed.GetProperty("attempts").GetInt32());
        Assert.Equal("This evaluator compares with an expected output, and the subject has none.", failed.GetProperty("reason").GetString());
    }
}
