namespace Observability.Prompts.Sync;

/// <summary>What a synchronisation would do, and why.</summary>
public sealed class PromptSyncPlan
{
    internal PromptSyncPlan(IReadOnlyList<PromptMerge> merges)
    {
        Merges = merges;
        Steps = [.. merges.SelectMany(merge => merge.Steps)];
    }

    /// <summary>All differences, by prompt.</summary>
    public IReadOnlyList<PromptSyncStep> Steps { get; }

    /// <summary>Whether applying it would change anything.</summary>
    public bool HasChanges => Steps.Any(step => step.Action is PromptSyncAction.Push or PromptSyncAction.Pull);

    /// <summary>Whether both sides changed something.</summary>
    public bool HasConflicts => Steps.Any(step => step.Action == PromptSyncAction.Conflict);

    internal IReadOnlyList<PromptMerge> Merges { get; }

    /// <summary>Returns a line for each step and one that counts them.</summary>
    public override string ToString() => string.Join('\n', Steps.Select(step => step.ToString()).Append(
        $"{Count(PromptSyncAction.Push)} to push, {Count(PromptSyncAction.Pull)} to pull, {Count(PromptSyncAction.Conflict)} in conflict, {Count(PromptSyncAction.Left)} left as they are."));

    private int Count(PromptSyncAction action) => Steps.Count(step => step.Action == action);
}
