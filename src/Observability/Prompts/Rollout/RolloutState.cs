namespace Observability.Prompts.Rollout;

/// <summary>How a rollout stands.</summary>
public enum RolloutState
{
    /// <summary>It goes on.</summary>
    Running = 0,

    /// <summary>A guard said worse: all calls go to the old version.</summary>
    RolledBack,

    /// <summary>The label moved to the candidate.</summary>
    Promoted,

    /// <summary>All stages passed; the split stays for somebody to decide.</summary>
    Completed,

    /// <summary>Somebody stopped it, or changed label or split by hand.</summary>
    Stopped,
}
