using Observability.Prompts;
using Observability.Prompts.Rollout;

namespace Observability.Tests.Prompts.Rollout;

public sealed class PromptRolloutTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Rollout_OfAGoodVersion_AdvancesAndIsPromoted()
    {
        var test = await RolloutCase.StartAsync();
        var rollout = await test.Rollouts.StartAsync(RolloutCase.Plan, new PromptEdit { Author = "ana" });
        Assert.Equal(0.2, await test.ShareAsync());

        await test.CallAsync(Hour);
        Assert.Equal(RolloutAction.Advanced, Assert.Single(await test.Rollouts.EvaluateAsync()).Decisions[^1].Action);
        Assert.Equal(0.5, await test.ShareAsync());
        Assert.Empty(await test.Rollouts.EvaluateAsync());
        await test.CallAsync(Hour);
        await test.Rollouts.EvaluateAsync();

        var ended = (await test.Rollouts.FindAsync(rollout.Id))!;
        Assert.Equal((RolloutState.Promoted, 1), (ended.State, ended.Stage));
        Assert.Equal([RolloutAction.Started, RolloutAction.Advanced, RolloutAction.Promoted], ended.Decisions.Select(decision => decision.Action));
        Assert.Equal((200, 200), (ended.Decisions[2].Findings[1].ControlCount, ended.Decisions[2].Findings[1].CandidateCount));
        Assert.Equal(2, (await test.Registry.GetAsync("p")).Version);
        Assert.Null(await test.ShareAsync());
        Assert.Empty(await test.Rollouts.EvaluateAsync());
    }

    [Fact]
    public async Task Rollout_OfAWorseVersion_IsRolledBackAtOnceWithItsNumbers()
    {
        var test = await RolloutCase.StartAsync();
        await test.Rollouts.StartAsync(RolloutCase.Plan);
        await test.CallAsync(TimeSpan.FromMinutes(10), candidatePasses: 0.5);

        var rolledBack = Assert.Single(await test.Rollouts.EvaluateAsync());

        Assert.Equal(RolloutState.RolledBack, rolledBack.State);
        var finding = rolledBack.Decisions[^1].Findings.Single(finding => finding.IsWorse);
        Assert.Equal(("score helpful", 1.0, 0.5, 200), (finding.Guard, finding.ControlMean, Math.Round(finding.CandidateMean!.Value, 9), finding.CandidateCount));
        Assert.True(finding.Upper < 0);
        Assert.Null(await test.ShareAsync());
        Assert.Equal(1, (await test.Registry.GetAsync("p", key: "anybody")).Version);
        var changes = await test.Registry.ListChangesAsync("p");
        var entry = changes.Items.First(change => change.Kind == PromptChangeKind.RolloutChanged);
        Assert.Equal(("rollout", 2), (entry.Author, entry.Version));
        Assert.Contains("score helpful 1 of 200 before, 0.5 of 200 now", entry.Reason, StringComparison.Ordinal);
        Assert.Contains("\"RolledBack\"", entry.After!.ToString(), StringComparison.Ordinal);
        Assert.Contains(changes.Items, change => change.Kind == PromptChangeKind.SplitChanged && change.Author == "rollout");
    }

    [Fact]
    public async Task Rollout_WithFailures_IsRolledBack()
    {
        var test = await RolloutCase.StartAsync();
        await test.Rollouts.StartAsync(RolloutCase.Plan);
        await test.CallAsync(TimeSpan.FromMinutes(10), candidateFails: 0.4);

        Assert.Equal(RolloutState.RolledBack, Assert.Single(await test.Rollouts.EvaluateAsync()).State);
    }

    [Fact]
    public async Task Rollout_OfAProtectedLabel_RollsBackAllTheSame()
    {
        var test = await RolloutCase.StartAsync();
        await test.Registry.SetProtectionAsync("production", true);
        Assert.Equal(PromptFault.Protected, (await Assert.ThrowsAsync<PromptException>(() => test.Rollouts.StartAsync(RolloutCase.Plan))).Fault);

        await test.Rollouts.StartAsync(RolloutCase.Plan, new PromptEdit { OverridesProtection = true });
        await test.CallAsync(TimeSpan.FromMinutes(10), candidatePasses: 0.5);
        await test.Rollouts.EvaluateAsync();

        Assert.Null(await test.ShareAsync());
    }

    [Fact]
    public async Task Stage_WithoutScores_IsHeldUntilThereAreSome()
    {
        var test = await RolloutCase.StartAsync();
        await test.Rollouts.StartAsync(RolloutCase.Plan);

        await test.CallAsync(Hour, isScored: false);
        Assert.Equal(RolloutAction.Held, Assert.Single(await test.Rollouts.EvaluateAsync()).Decisions[^1].Action);
        await test.CallAsync(Hour, isScored: false);
        Assert.Empty(await test.Rollouts.EvaluateAsync());
        Assert.Equal(0.2, await test.ShareAsync());

        await test.CallAsync(Hour);
        Assert.Equal(RolloutAction.Advanced, Assert.Single(await test.Rollouts.EvaluateAsync()).Decisions[^1].Action);
    }

    [Fact]
    public async Task Calls_OfNobody_AreNotComparedWithThoseThatWereAssigned()
    {
        var test = await RolloutCase.StartAsync();
        await test.Rollouts.StartAsync(RolloutCase.Plan);
        await test.CallAsync(TimeSpan.FromMinutes(59), each: 60);
        await test.CallAsync(TimeSpan.FromMinutes(1), user: "v", each: 60);

        var decision = Assert.Single(await test.Rollouts.EvaluateAsync()).Decisions[^1];
        Assert.Equal((120, 120), (decision.Findings[0].ControlCount, decision.Findings[0].CandidateCount));
    }

    [Fact]
    public async Task Stop_AtAnyTime_SendsAllToTheOldVersion()
    {
        var test = await RolloutCase.StartAsync();
        var rollout = await test.Rollouts.StartAsync(RolloutCase.Plan);
        await test.Registry.SetProtectionAsync("production", true);

        var stopped = await test.Rollouts.StopAsync(rollout.Id, new PromptEdit { Author = "ana", Reason = "angry customers" });

        Assert.Equal((RolloutState.Stopped, "ana", "angry customers"), (stopped.State, stopped.Decisions[^1].Author, stopped.Decisions[^1].Reason));
        Assert.Null(await test.ShareAsync());
        Assert.Equal(stopped.Decisions.Count, (await test.Rollouts.StopAsync(rollout.Id)).Decisions.Count);
        await Assert.ThrowsAsync<PromptException>(() => test.Rollouts.StopAsync(new RolloutId("none")));
    }

    [Fact]
    public async Task Label_MovedByHand_EndsTheRollout()
    {
        var test = await RolloutCase.StartAsync();
        await test.Rollouts.StartAsync(RolloutCase.Plan);
        await test.Registry.MoveLabelsAsync("p", 2, ["production"]);

        Assert.Equal(RolloutState.Stopped, Assert.Single(await test.Rollouts.EvaluateAsync()).State);
        Assert.Equal(2, (await test.Registry.GetAsync("p")).Version);
    }

    [Fact]
    public async Task Start_OfASecondRolloutOrABadPlan_IsRefused()
    {
        var test = await RolloutCase.StartAsync();
        RolloutPlan[] bad =
        [
            RolloutCase.Plan with { Stages = [] }, RolloutCase.Plan with { Guards = [] }, RolloutCase.Plan with { Level = 1 }, RolloutCase.Plan with { MinimumCount = 0 },
            RolloutCase.Plan with { Stages = [new RolloutStage(0.6, Hour)] }, RolloutCase.Plan with { Guards = [RolloutGuard.Score("")] },
            RolloutCase.Plan with { Guards = [RolloutGuard.Latency(-1)] }, RolloutCase.Plan with { Candidate = 1 },
        ];
        foreach (var plan in bad)
        {
            Assert.Equal(PromptFault.Invalid, (await Assert.ThrowsAsync<PromptException>(() => test.Rollouts.StartAsync(plan))).Fault);
        }

        Assert.Equal(PromptFault.NotFound, (await Assert.ThrowsAsync<PromptException>(() => test.Rollouts.StartAsync(RolloutCase.Plan with { Candidate = 9 }))).Fault);
        await test.Rollouts.StartAsync(RolloutCase.Plan);
        Assert.Equal(PromptFault.Conflict, (await Assert.ThrowsAsync<PromptException>(() => test.Rollouts.StartAsync(RolloutCase.Plan))).Fault);
        Assert.Single((await test.Rollouts.ListAsync("p")).Items);
        Assert.Empty((await test.Rollouts.ListAsync("q")).Items);
    }

    [Fact]
    public async Task Metrics_OfAPrompt_AreThoseOfEachVersion()
    {
        var test = await RolloutCase.StartAsync();
        await test.CallAsync(Hour, candidatePasses: 0.25, candidateFails: 0.1);

        var metrics = await test.Metrics.GetAsync("p", test.Time.GetUtcNow().AddDays(-1), test.Time.GetUtcNow().AddDays(1));

        Assert.Equal([(2, 200L, 20L), (1, 200L, 0L)], metrics.Select(version => (version.Version, version.Calls, version.Failures)));
        Assert.All(metrics, version => Assert.Equal((1.0, 1.0, 1.0), (version.AverageLatency, version.P50Latency, version.P95Latency)));
        var score = Assert.Single(metrics[0].Scores);
        Assert.Equal(("helpful", 200, 0.25), (score.Name, score.Count, Math.Round(score.Mean, 9)));
        Assert.InRange(score.Lower!.Value, 0.1, 0.25);
        Assert.InRange(score.Upper!.Value, 0.25, 0.4);
        Assert.Empty(await test.Metrics.GetAsync("q", test.Time.GetUtcNow().AddDays(-1), test.Time.GetUtcNow()));
    }
}
