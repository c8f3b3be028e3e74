namespace Observability.Prompts.Sync;

/// <summary>What a step does.</summary>
public enum PromptSyncAction
{
    /// <summary>Changes the registry.</summary>
    Push = 0,

    /// <summary>Changes files.</summary>
    Pull,

    /// <summary>Nothing: both sides changed, and nobody said which wins.</summary>
    Conflict,

    /// <summary>Nothing: the sides differ, and the options leave it so.</summary>
    Left,
}
