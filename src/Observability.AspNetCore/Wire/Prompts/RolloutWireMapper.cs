using System.Text.Json;
using Observability.AspNetCore.Http;
using Observability.Prompts;
using Observability.Prompts.Rollout;

namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>Rollouts in the shapes of the wire.</summary>
internal static class RolloutWireMapper
{
    // Ten years: what is beyond is a mistake, and a TimeSpan must hold it.
    private const double MaxSeconds = 10 * 365.0 * 86_400;

    /// <exception cref="ApiException">The body is not valid.</exception>
    public static RolloutPlan Read(CreateRolloutBody body, PromptName name, PromptLabel label)
    {
        var issues = new List<ApiIssue>();
        if (body.PromptVersion is null)
        {
            issues.Add(ApiIssue.InvalidType("number", "undefined", "promptVersion"));
        }

        if (body.Stages?.Any(stage => stage is null || !(stage.DurationSeconds is >= 0 and <= MaxSeconds)) == true)
        {
            issues.Add(ApiIssue.Custom($"A stage has a share and a durationSeconds from 0 to {MaxSeconds:0}", "stages"));
        }

        var guards = body.Guards?.Select(guard => GuardOf(guard, issues)).ToList();
        if (issues.Count > 0)
        {
            throw ApiException.Invalid(issues);
        }

        var plan = new RolloutPlan { Prompt = name, Label = label, Candidate = body.PromptVersion!.Value, Promotes = body.Promotes == true };
        return plan with
        {
            Stages = body.Stages is { } stages ? [.. stages.Select(stage => new RolloutStage(stage!.Share, TimeSpan.FromSeconds(stage.DurationSeconds)))] : plan.Stages,
            Guards = guards?.OfType<RolloutGuard>().ToList() ?? plan.Guards,
            Level = body.Level ?? plan.Level,
            MinimumCount = body.MinimumCount ?? plan.MinimumCount,
        };
    }

    public static WireRollout ToWire(PromptRollout rollout) => new()
    {
        Id = rollout.Id.Value,
        PromptName = rollout.Plan.Prompt.Value,
        Label = rollout.Plan.Label.Value,
        PromptVersion = rollout.Plan.Candidate,
        ControlVersion = rollout.Control,
        State = Word(rollout.State),
        Stage = rollout.Stage,
        Stages = rollout.Plan.Stages.Select(stage => new WireRolloutStage(stage.Share, stage.Duration.TotalSeconds)),
        Guards = rollout.Plan.Guards.Select(ToWire),
        Level = rollout.Plan.Level,
        MinimumCount = rollout.Plan.MinimumCount,
        Promotes = rollout.Plan.Promotes,
        StartedAt = rollout.StartedAt,
        StageStartedAt = rollout.StageStartedAt,
        EndedAt = rollout.EndedAt,
        Decisions = rollout.Decisions.Select(ToWire),
    };

    public static WirePromptVersionMetrics ToWire(PromptVersionMetrics metrics) => new(
        metrics.Version,
        metrics.Calls,
        metrics.Failures,
        metrics.AverageLatency,
        metrics.P50Latency,
        metrics.P95Latency,
        metrics.InputTokens,
        metrics.OutputTokens,
        metrics.TotalCost,
        metrics.Scores.Select(score => new WirePromptScoreMetrics(score.Name, score.Count, score.Mean, score.Lower, score.Upper)));

    private static RolloutGuard? GuardOf(WireRolloutGuard? guard, List<ApiIssue> issues)
    {
        switch (guard?.Measure)
        {
            case "ERROR_RATE":
                return RolloutGuard.ErrorRate(guard.Tolerance);
            case "LATENCY":
                return RolloutGuard.Latency(guard.Tolerance);
            case "COST":
                return RolloutGuard.Cost(guard.Tolerance);
            case "SCORE":
                return RolloutGuard.Score(guard.ScoreName ?? "", guard.Tolerance, guard.Scale ?? 1, guard.IsLowerBetter == true);
            default:
                issues.Add(ApiIssue.Custom("A guard has the measure ERROR_RATE, LATENCY, COST or SCORE", "guards"));
                return null;
        }
    }

    private static WireRolloutGuard ToWire(RolloutGuard guard) =>
        new() { Measure = Word(guard.Measure), Tolerance = guard.Tolerance, ScoreName = guard.ScoreName, Scale = guard.Scale, IsLowerBetter = guard.IsLowerBetter };

    private static WireRolloutDecision ToWire(RolloutDecision decision) =>
        new(decision.Timestamp, Word(decision.Action), decision.Stage, decision.Reason, decision.Author, decision.Findings.Select(ToWire));

    private static WireRolloutFinding ToWire(RolloutFinding finding) => new(
        finding.Guard, finding.Tolerance, finding.ControlCount, finding.ControlMean, finding.CandidateCount, finding.CandidateMean, finding.Lower, finding.Upper, finding.IsWorse);

    /// <summary>e.g. ROLLED_BACK: words of the wire are in capitals.</summary>
    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}
