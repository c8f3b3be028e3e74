namespace Observability.Prompts.Sync;

/// <summary>One difference and what becomes of it.</summary>
/// <param name="Name">The prompt.</param>
/// <param name="Action">What is done.</param>
/// <param name="Reason">What differs, as a sentence.</param>
public sealed record PromptSyncStep(PromptName Name, PromptSyncAction Action, string Reason)
{
    /// <summary>Returns it as a line, e.g. <c>push      support/answer: version 2 is new in files.</c>.</summary>
    public override string ToString() => $"{Word,-9} {Name}: {Reason}";

    private string Word => Action switch
    {
        PromptSyncAction.Push => "push",
        PromptSyncAction.Pull => "pull",
        PromptSyncAction.Conflict => "CONFLICT",
        _ => "left",
    };
}
