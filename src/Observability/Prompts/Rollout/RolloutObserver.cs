using Observability.Model;

namespace Observability.Prompts.Rollout;

/// <summary>Finds what the guards of a rollout see in the stage it is in.</summary>
/// <remarks>
/// Only calls that were assigned by chance are compared: calls without a user and a session, which all go to the old version, are left out unless the candidate
/// has such calls too, because its callers give keys of their own. Calls from the beginning of a stage are left out while caches may still answer
/// with the share of the stage before.
/// </remarks>
internal sealed class RolloutObserver(PromptCalls calls, TimeSpan settling)
{
    public async Task<IReadOnlyList<RolloutFinding>> ObserveAsync(PromptRollout rollout, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var from = rollout.StageStartedAt + settling;
        var (plan, arms) = (rollout.Plan, from >= now ? [] : await ArmsAsync(rollout, from, now, cancellationToken).ConfigureAwait(false));
        var findings = new List<RolloutFinding>();
        foreach (var guard in plan.Guards)
        {
            var seen = new ConfidenceSequence(plan.LevelOfEach, guard.Scale, plan.MinimumCount);
            foreach (var (version, value) in await ValuesAsync(guard, arms, from, cancellationToken).ConfigureAwait(false))
            {
                if (version == plan.Candidate)
                {
                    seen.AddTreatment(value);
                }
                else
                {
                    seen.AddControl(value);
                }
            }

            findings.Add(RolloutFinding.Of(guard, seen));
        }

        return findings;
    }

    private async Task<List<ObservationRecord>> ArmsAsync(PromptRollout rollout, DateTimeOffset from, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var plan = rollout.Plan;
        var all = await calls.ReadAsync(plan.Prompt, [rollout.Control, plan.Candidate], from, now, cancellationToken).ConfigureAwait(false);
        all.RemoveAll(call => call.Prompt?.Label is { } label && label != plan.Label.Value);
        if (!all.Exists(call => call.Prompt!.Version == plan.Candidate && !HasKey(call)))
        {
            all.RemoveAll(call => !HasKey(call));
        }

        return all;
    }

    private async Task<IEnumerable<(int Version, double Value)>> ValuesAsync(RolloutGuard guard, List<ObservationRecord> arms, DateTimeOffset from, CancellationToken cancellationToken) => guard.Measure switch
    {
        RolloutMeasure.ErrorRate => arms.Select(call => (call.Prompt!.Version, PromptCalls.IsFailed(call) ? 1.0 : 0)),
        RolloutMeasure.Latency => arms.Where(call => call.EndTime is not null).Select(call => (call.Prompt!.Version, (call.EndTime!.Value - call.StartTime).TotalSeconds)),
        RolloutMeasure.Cost => arms.Where(call => call.Cost is not null).Select(call => (call.Prompt!.Version, (double)call.Cost!.Total)),
        _ => arms.Count == 0 ? [] : PromptCalls.Join(arms, await calls.ReadScoresAsync(guard.ScoreName, from, cancellationToken).ConfigureAwait(false)).Select(pair => (pair.Version, pair.Score.Value.Number)),
    };

    private static bool HasKey(ObservationRecord call) => call.UserId is not null || call.SessionId is not null;
}
