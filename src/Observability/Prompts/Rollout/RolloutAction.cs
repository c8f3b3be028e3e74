namespace Observability.Prompts.Rollout;

/// <summary>What was decided about a rollout.</summary>
public enum RolloutAction
{
    /// <summary>It began.</summary>
    Started = 0,

    /// <summary>The next stage began.</summary>
    Advanced,

    /// <summary>The stage is over by the clock but goes on: a guard has too little data.</summary>
    Held,

    /// <summary>A guard said worse: all calls go to the old version again.</summary>
    RolledBack,

    /// <summary>The label moved to the candidate.</summary>
    Promoted,

    /// <summary>The last stage passed.</summary>
    Completed,

    /// <summary>It was stopped.</summary>
    Stopped,
}
