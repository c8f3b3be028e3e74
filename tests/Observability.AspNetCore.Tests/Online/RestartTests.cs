using Observability.Evaluation.Online;
using Observability.Storage.LiteDb;
using Observability.Testing;

namespace Observability.AspNetCore.Tests.Online;

/// <summary>What a restart must not lose: an application that ends, and another on the same files.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("online-").FullName;
    private readonly TimerWatch _time = new(Telemetry.Start);

    [Fact]
    public async Task Restart_BeforeTheDelay_JudgesAfterIt()
    {
        var judge = new ScriptedJudge(OnlineHost.Rating(4));
        await using (var first = await StartAsync(judge))
        {
            await first.PassAsync(TimeSpan.Zero);
            await first.AnswerAsync("a", "b");
        }

        _time.Advance(TimeSpan.FromHours(3));
        await using var second = await StartAsync(judge);
        await second.PassAsync(TimeSpan.Zero);

        Assert.Single(judge.Requests);
        Assert.Single(await second.ScoresAsync());
    }

    [Fact]
    public async Task Restart_WhileAJudgeIsAsked_AsksAgain()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hanging = new ScriptedJudge(async (_, cancellationToken) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("It was cancelled before.");
        });
        await using (var first = await StartAsync(hanging))
        {
            await first.AnswerAsync("a", "b");
            _time.Advance(OnlineHost.Delay);
            first.Online.Wake(Model.ProjectId.Default);
            await OnlineHost.WaitAsync(asked.Task);
        }

        var judge = new ScriptedJudge(OnlineHost.Rating(4));
        await using var second = await StartAsync(judge);
        await second.PassAsync(TimeSpan.Zero);

        Assert.Single(judge.Requests);
        Assert.Equal(0.75, Assert.Single(await second.ScoresAsync()).Value.Number);
    }

    [Fact]
    public async Task Restart_AfterTheBudgetIsUsedUp_StillWaitsForTomorrow()
    {
        var judge = new ScriptedJudge(OnlineHost.Rating(4));
        await using (var first = await StartAsync(judge, online => online.DailyEvaluations = 2))
        {
            for (var i = 0; i < 3; i++)
            {
                await first.AnswerAsync("a", "b");
            }

            await first.PassAsync(OnlineHost.Delay);
            Assert.Equal(2, judge.Requests.Count);
        }

        await using var second = await StartAsync(judge, online => online.DailyEvaluations = 2);
        await second.PassAsync(TimeSpan.FromMinutes(15));
        Assert.Equal(2, judge.Requests.Count);
        Assert.Equal("The daily budget of 10 USD or 2 evaluations is used up. It goes on at 2026-11-24 00:00 UTC.", (await second.JobsAsync("PENDING"))[0].GetProperty("reason").GetString());
        await second.PassAsync(TimeSpan.FromHours(7));

        Assert.Equal(3, judge.Requests.Count);
        Assert.Equal(3, (await second.ScoresAsync()).Count);
    }

    [Fact]
    public async Task Backfill_CutShortByARestart_JudgesAllOnce()
    {
        const int Count = 230;
        await using (var first = await StartAsync(new ScriptedJudge(_ => throw new InvalidOperationException("Nobody asks.")), rules: false))
        {
            for (var i = 0; i < Count; i++)
            {
                await first.AnswerAsync("a", "b", $"t{i}");
            }
        }

        var judge = new ScriptedJudge(OnlineHost.Rating(4));
        await using (var second = await StartAsync(judge, online => online.DailyEvaluations = 100))
        {
            await second.Online.BackfillAsync("helpfulness", Telemetry.Start, Telemetry.Start.AddHours(1), TestContext.Current.CancellationToken);
            await second.PassAsync(TimeSpan.Zero);
        }

        Assert.Equal(100, judge.Requests.Count);
        await using var third = await StartAsync(judge);
        await third.Online.BackfillAsync("helpfulness", Telemetry.Start, Telemetry.Start.AddHours(1), TestContext.Current.CancellationToken);
        await third.PassAsync(TimeSpan.FromHours(8));

        Assert.Equal(Count, judge.Requests.Count);
        Assert.Equal(Count, (await third.ScoresAsync()).Count);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private Task<OnlineHost> StartAsync(ScriptedJudge judge, Action<OnlineEvaluationOptions>? configure = null, bool rules = true) => OnlineHost.StartAsync(
        () => LiteDbTraceStore.Open(new LiteDbTraceStoreOptions { Directory = _directory }),
        rules ? OnlineHost.Judging(judge, configure) : builder => builder.UseJudge(judge).AddOnlineEvaluation(),
        _time);
}
