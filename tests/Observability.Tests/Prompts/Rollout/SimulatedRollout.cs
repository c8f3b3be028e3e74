using Observability.Prompts.Rollout;

namespace Observability.Tests.Prompts.Rollout;

/// <summary>A rollout on made-up calls: what each arm's calls are like is drawn, what is decided is not.</summary>
internal sealed class SimulatedRollout(int seed)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Random _random = new(seed);

    public static RolloutPlan Plan { get; } = new()
    {
        Prompt = "p",
        Candidate = 8,
        Stages = [new RolloutStage(0.1, TimeSpan.FromHours(10)), new RolloutStage(0.5, TimeSpan.FromHours(10))],
        Guards = [RolloutGuard.ErrorRate(), RolloutGuard.Latency(), RolloutGuard.Cost(), RolloutGuard.Score("helpful")],
        Promotes = true,
        MinimumCount = 50,
    };

    /// <summary>How a rollout ends, one call a second and one look every 25 calls, and after how many calls.</summary>
    public (RolloutAction Action, int Calls) Run(SimulatedArm control, SimulatedArm candidate, int maxCalls = 80_000)
    {
        var rollout = new PromptRollout
        {
            Id = new RolloutId("r"),
            Plan = Plan,
            Control = 7,
            StartedAt = Start,
            StageStartedAt = Start,
            Decisions = [],
        };
        var seen = Sequences();
        for (var call = 1; call <= maxCalls; call++)
        {
            var isCandidate = _random.NextDouble() < rollout.CurrentStage.Share;
            Add(seen, (isCandidate ? candidate : control).Draw(_random), isCandidate);
            if (call % 25 != 0)
            {
                continue;
            }

            var findings = Plan.Guards.Zip(seen, RolloutFinding.Of).ToList();
            if (RolloutJudge.Decide(rollout, findings, Start.AddSeconds(call)) is not { } decision)
            {
                continue;
            }

            var stage = rollout.Stage;
            rollout = rollout.After(decision);
            if (rollout.State != RolloutState.Running)
            {
                return (decision.Action, call);
            }

            // The share changed: a new sequence, as the observer begins one.
            seen = rollout.Stage == stage ? seen : Sequences();
        }

        return (RolloutAction.Held, maxCalls);
    }

    private static List<ConfidenceSequence> Sequences() => [.. Plan.Guards.Select(guard => new ConfidenceSequence(Plan.LevelOfEach, guard.Scale, Plan.MinimumCount))];

    private static void Add(List<ConfidenceSequence> seen, IReadOnlyList<double> values, bool isCandidate)
    {
        for (var i = 0; i < seen.Count; i++)
        {
            if (isCandidate)
            {
                seen[i].AddTreatment(values[i]);
            }
            else
            {
                seen[i].AddControl(values[i]);
            }
        }
    }
}
