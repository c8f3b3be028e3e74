using Observability.Prompts.Rollout;

namespace Observability.Tests.Prompts.Rollout;

/// <summary>What the rules of a rollout do over many rollouts: with looks after every 25 calls, for 20 hours of calls.</summary>
public sealed class RolloutSimulationTests
{
    [Fact]
    public void EqualQuality_OverManyRollouts_IsRolledBackInAtMostFivePercent()
    {
        const int Runs = 100;
        var ends = Enumerable.Range(0, Runs).Select(seed => new SimulatedRollout(seed).Run(new SimulatedArm(), new SimulatedArm()).Action).ToList();

        Assert.InRange(ends.Count(action => action == RolloutAction.RolledBack), 0, Runs * 5 / 100);
        Assert.Equal(Runs, ends.Count(action => action is RolloutAction.RolledBack or RolloutAction.Promoted));
    }

    public static TheoryData<string, double, double, double, double, int> Regressions => new()
    {
        { "errors", 0.15, 1, 0.002, 0.8, 10_000 },
        { "latency", 0.05, 1.5, 0.002, 0.8, 10_000 },
        { "cost", 0.05, 1, 0.003, 0.8, 10_000 },
        { "score", 0.05, 1, 0.002, 0.6, 10_000 },
    };

    [Theory]
    [MemberData(nameof(Regressions))]
    public void Regression_OfAnyGuard_IsRolledBackBeforeTheFirstTenthIsOver(string guard, double errors, double latency, double cost, double pass, int within)
    {
        const int Runs = 25;
        var ends = Enumerable.Range(0, Runs).Select(seed => new SimulatedRollout(1000 + seed).Run(new SimulatedArm(), new SimulatedArm(errors, latency, cost, pass))).ToList();

        Assert.All(ends, end => Assert.Equal((guard, RolloutAction.RolledBack), (guard, end.Action)));
        Assert.True(ends.Average(end => end.Calls) < within, $"{guard}: {ends.Average(end => end.Calls)}");
    }

    [Fact]
    public void Improvement_IsPromoted() =>
        Assert.All(Enumerable.Range(0, 10), seed => Assert.Equal(RolloutAction.Promoted, new SimulatedRollout(seed).Run(new SimulatedArm(), new SimulatedArm(0.01, 0.8, 0.001, 0.95)).Action));

    [Fact]
    public void MissingData_ForYears_DecidesNothingAndSaysSoOnce()
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var rollout = new PromptRollout { Id = new RolloutId("r"), Plan = SimulatedRollout.Plan, Control = 7, StartedAt = start, StageStartedAt = start, Decisions = [] };
        var controlOnly = SimulatedRollout.Plan.Guards.Select(guard =>
        {
            var seen = new ConfidenceSequence(0.95, guard.Scale, 50);
            for (var i = 0; i < 1000; i++)
            {
                seen.AddControl(i % 2);
            }

            return RolloutFinding.Of(guard, seen);
        }).ToList();

        for (var day = 0; day < 1000; day++)
        {
            if (RolloutJudge.Decide(rollout, controlOnly, start.AddDays(day)) is { } decision)
            {
                rollout = rollout.After(decision);
            }
        }

        Assert.Equal((RolloutState.Running, 0), (rollout.State, rollout.Stage));
        Assert.Equal([RolloutAction.Held], rollout.Decisions.Select(decision => decision.Action));
        Assert.Contains("none of 0 now", rollout.Decisions[0].Reason, StringComparison.Ordinal);
    }
}
