namespace Observability.Prompts;

/// <summary>What became of a line.</summary>
public enum PromptDiffKind
{
    /// <summary>It stayed.</summary>
    Same = 0,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It is new.</summary>
    Added,
}
