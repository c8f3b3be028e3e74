namespace Observability.Prompts.Rollout;

/// <summary>A version of a prompt on trial: the plan, how it stands, and every decision with its numbers.</summary>
public sealed record PromptRollout
{
    /// <summary>Its id.</summary>
    public required RolloutId Id { get; init; }

    /// <summary>The plan.</summary>
    public required RolloutPlan Plan { get; init; }

    /// <summary>The version that the label pointed to when it began.</summary>
    public required int Control { get; init; }

    /// <summary>How it stands.</summary>
    public RolloutState State { get; init; }

    /// <summary>The stage it is in, from 0.</summary>
    public int Stage { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its stage began.</summary>
    public required DateTimeOffset StageStartedAt { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether whoever began it may move protected labels.</summary>
    public bool OverridesProtection { get; init; }

    /// <summary>What was decided, oldest first.</summary>
    public required IReadOnlyList<RolloutDecision> Decisions { get; init; }

    internal RolloutStage CurrentStage => Plan.Stages[Stage];

    internal PromptSplit Split => new(new PromptArm(Plan.Candidate, CurrentStage.Share));

    /// <summary>The same after a decision.</summary>
    internal PromptRollout After(RolloutDecision decision)
    {
        var log = this with { Decisions = [.. Decisions, decision] };
        RolloutState? ended = decision.Action switch
        {
            RolloutAction.RolledBack => RolloutState.RolledBack,
            RolloutAction.Promoted => RolloutState.Promoted,
            RolloutAction.Completed => RolloutState.Completed,
            RolloutAction.Stopped => RolloutState.Stopped,
            _ => null,
        };
        return (ended, decision.Action) switch
        {
            ({ } state, _) => log with { State = state, EndedAt = decision.Timestamp },
            (_, RolloutAction.Advanced) => log with { Stage = Stage + 1, StageStartedAt = decision.Timestamp },
            _ => log,
        };
    }
}
