using System.Globalization;

namespace Observability.Prompts.Rollout;

/// <summary>Decides what becomes of a rollout from what its guards saw. Missing data never decides anything.</summary>
internal static class RolloutJudge
{
    /// <summary>What is to be done now; null for nothing.</summary>
    public static RolloutDecision? Decide(PromptRollout rollout, IReadOnlyList<RolloutFinding> findings, DateTimeOffset now)
    {
        if (findings.FirstOrDefault(finding => finding.IsWorse) is { } worse)
        {
            return Decision(RolloutAction.RolledBack, $"Version {rollout.Plan.Candidate} is worse: {Text(worse)}.");
        }

        if (now - rollout.StageStartedAt < rollout.CurrentStage.Duration)
        {
            return null;
        }

        if (findings.FirstOrDefault(finding => !finding.IsKnown) is { } unknown)
        {
            // Said once a stage: it may last.
            return rollout.Decisions is [.., { Action: RolloutAction.Held } last] && last.Stage == rollout.Stage
                ? null
                : Decision(RolloutAction.Held, $"The stage goes on: {Text(unknown)}, and {rollout.Plan.MinimumCount} values of each version are needed.");
        }

        if (rollout.Stage + 1 < rollout.Plan.Stages.Count)
        {
            return Decision(RolloutAction.Advanced, string.Create(CultureInfo.InvariantCulture, $"No guard says worse: {rollout.Plan.Stages[rollout.Stage + 1].Share:P0} of the calls from now on."));
        }

        return rollout.Plan.Promotes
            ? Decision(RolloutAction.Promoted, $"The last stage passed: label '{rollout.Plan.Label}' moves to version {rollout.Plan.Candidate}.")
            : Decision(RolloutAction.Completed, "The last stage passed: the split stays until somebody decides.");

        RolloutDecision Decision(RolloutAction action, string reason) => new(now, action, rollout.Stage, reason, findings);
    }

    private static string Text(RolloutFinding finding)
    {
        var arms = string.Create(CultureInfo.InvariantCulture, $"{finding.Guard} {Mean(finding.ControlMean)} of {finding.ControlCount} before, {Mean(finding.CandidateMean)} of {finding.CandidateCount} now");
        return finding.IsKnown ? string.Create(CultureInfo.InvariantCulture, $"{arms}, a difference from {finding.Lower:G4} to {finding.Upper:G4} with a tolerance of {finding.Tolerance:G4}") : arms;
    }

    private static string Mean(double? mean) => mean?.ToString("G4", CultureInfo.InvariantCulture) ?? "none";
}
