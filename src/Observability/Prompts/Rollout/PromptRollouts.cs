using Observability.Model;
using Observability.Prompts.Catalog;
using Observability.Storage;
using Observability.Storage.Catalog;

namespace Observability.Prompts.Rollout;

/// <summary>Rolls versions of prompts out step by step, rolls them back when they are worse, and keeps every decision with its numbers.</summary>
/// <remarks>
/// Thread-safe. A host looks at what runs once a minute; without one, call <see cref="EvaluateAsync(CancellationToken)"/>. Several processes may look at once: each decision
/// is made by one. Read are at most the 200,000 newest generations of a stage. What is compared must be assigned by a caller's key: the trace's
/// user or session, or a key of the application's own.
/// </remarks>
public sealed class PromptRollouts
{
    internal const string Author = "rollout";

    private readonly RolloutLog _log;
    private readonly CatalogPromptRegistry _registry;
    private readonly RolloutObserver _observer;

    internal PromptRollouts(ICatalogStore catalog, ITraceReader traces, ProjectId project, TimeProvider time, TimeSpan settling)
    {
        _log = new RolloutLog(catalog, project, time);
        _registry = new CatalogPromptRegistry(catalog, project, time);
        _observer = new RolloutObserver(new PromptCalls(traces, project), settling);
    }

    /// <summary>Begins a rollout with its first stage.</summary>
    /// <exception cref="PromptException">The plan is not valid, there is no such prompt, label or version, the label is split already or is protected.</exception>
    public async Task<PromptRollout> StartAsync(RolloutPlan plan, PromptEdit? edit = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        plan.Check();
        var by = edit ?? PromptEdit.Default;
        var prompt = await _registry.FindAsync(plan.Prompt, cancellationToken).ConfigureAwait(false) ?? throw LabelPlans.NoPrompt(plan.Prompt);
        if (!prompt.Labels.TryGetValue(plan.Label, out var control))
        {
            throw PromptException.NotFound(plan.Prompt.Value, plan.Label, null);
        }

        if (prompt.Splits.ContainsKey(plan.Label))
        {
            throw new PromptException(PromptFault.Conflict, $"Label '{plan.Label}' of prompt '{plan.Prompt}' is split already. Stop its rollout or end the split first.");
        }

        var now = _log.Now();
        var rollout = new PromptRollout
        {
            Id = new RolloutId(CatalogClock.NewId(now)),
            Plan = plan,
            Control = control,
            StartedAt = now,
            StageStartedAt = now,
            OverridesProtection = by.OverridesProtection,
            Decisions = [new RolloutDecision(now, RolloutAction.Started, 0, FormattableString.Invariant($"{plan.Stages[0].Share:P0} of the calls go to version {plan.Candidate}, the others to version {control}."), [], by.Author)],
        };

        // On the state that was looked at: two rollouts of one label cannot begin.
        await _log.TryCommitAsync(rollout, 0, by with { ExpectedRevision = by.ExpectedRevision ?? prompt.Revision }, Splitting(rollout, rollout.Split), cancellationToken).ConfigureAwait(false);
        return rollout;
    }

    /// <summary>Stops a rollout at once: all calls go to the old version. What has ended already stays as it is.</summary>
    /// <remarks>Not refused for a protected label: going back to where the label points moves nothing.</remarks>
    /// <exception cref="PromptException">There is no such rollout.</exception>
    public async Task<PromptRollout> StopAsync(RolloutId id, PromptEdit? edit = null, CancellationToken cancellationToken = default)
    {
        var by = edit ?? PromptEdit.Default;
        while (true)
        {
            var found = await _log.FindAsync(id, cancellationToken).ConfigureAwait(false) ?? throw new PromptException(PromptFault.NotFound, $"Prompt rollout not found: '{id}'");
            var rollout = found.Value;
            if (rollout.State != RolloutState.Running)
            {
                return rollout;
            }

            var isOurs = await IsOursAsync(rollout, cancellationToken).ConfigureAwait(false);
            var stopped = rollout.After(new RolloutDecision(_log.Now(), RolloutAction.Stopped, rollout.Stage, by.Reason ?? "Somebody stopped it.", [], by.Author));
            if (await _log.TryCommitAsync(stopped, found.Revision, by with { OverridesProtection = true, ExpectedRevision = null }, isOurs ? Splitting(rollout, null) : null, cancellationToken).ConfigureAwait(false))
            {
                return stopped;
            }
        }
    }

    /// <summary>Finds a rollout; null when there is none.</summary>
    public async Task<PromptRollout?> FindAsync(RolloutId id, CancellationToken cancellationToken = default) => (await _log.FindAsync(id, cancellationToken).ConfigureAwait(false))?.Value;

    /// <summary>Lists rollouts, newest first: of one prompt, or of all.</summary>
    public Task<Page<PromptRollout>> ListAsync(PromptName? prompt = null, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default) =>
        _log.ListAsync(prompt, limit, cursor, cancellationToken);

    /// <summary>Looks at every rollout that runs and does what is to be done; returns those about which something was decided.</summary>
    public async Task<IReadOnlyList<PromptRollout>> EvaluateAsync(CancellationToken cancellationToken = default)
    {
        var decided = new List<PromptRollout>();
        foreach (var running in await _log.ListRunningAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await _log.FindAsync(running.Id, cancellationToken).ConfigureAwait(false) is { Value.State: RolloutState.Running } found
                && await EvaluateAsync(found.Value, found.Revision, cancellationToken).ConfigureAwait(false) is { } rollout)
            {
                decided.Add(rollout);
            }
        }

        return decided;
    }

    private async Task<PromptRollout?> EvaluateAsync(PromptRollout rollout, long revision, CancellationToken cancellationToken)
    {
        var now = _log.Now();
        var edit = new PromptEdit { Author = Author, OverridesProtection = rollout.OverridesProtection };
        if (!await IsOursAsync(rollout, cancellationToken).ConfigureAwait(false))
        {
            var stopped = rollout.After(new RolloutDecision(now, RolloutAction.Stopped, rollout.Stage, "Somebody moved the label or changed its split.", []));
            return await _log.TryCommitAsync(stopped, revision, edit, null, cancellationToken).ConfigureAwait(false) ? stopped : null;
        }

        if (RolloutJudge.Decide(rollout, await _observer.ObserveAsync(rollout, now, cancellationToken).ConfigureAwait(false), now) is not { } decision)
        {
            return null;
        }

        // Back to what was is never refused.
        var after = rollout.After(decision);
        edit = edit with { Reason = decision.Reason, OverridesProtection = edit.OverridesProtection || decision.Action == RolloutAction.RolledBack };
        return await _log.TryCommitAsync(after, revision, edit, ActOf(after, decision.Action), cancellationToken).ConfigureAwait(false) ? after : null;
    }

    private static Func<LabelPlans, Document<StoredPrompt>?, Task<PromptCommit<bool>>>? ActOf(PromptRollout rollout, RolloutAction action) => action switch
    {
        RolloutAction.RolledBack => Splitting(rollout, null),
        RolloutAction.Advanced => Splitting(rollout, rollout.Split),
        RolloutAction.Promoted => (plans, current) => plans.MoveAsync(rollout.Plan.Prompt, current, [rollout.Plan.Label], rollout.Plan.Candidate),
        _ => null,
    };

    private static Func<LabelPlans, Document<StoredPrompt>?, Task<PromptCommit<bool>>> Splitting(PromptRollout rollout, PromptSplit? split) =>
        (plans, current) => plans.SplitAsync(rollout.Plan.Prompt, current, rollout.Plan.Label, split);

    /// <summary>Whether label and split are as the rollout left them.</summary>
    private async Task<bool> IsOursAsync(PromptRollout rollout, CancellationToken cancellationToken) =>
        await _registry.FindAsync(rollout.Plan.Prompt, cancellationToken).ConfigureAwait(false) is { } prompt
        && prompt.Labels.TryGetValue(rollout.Plan.Label, out var control) && control == rollout.Control
        && prompt.Splits.TryGetValue(rollout.Plan.Label, out var split) && split.Equals(rollout.Split);
}
