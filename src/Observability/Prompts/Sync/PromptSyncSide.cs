namespace Observability.Prompts.Sync;

/// <summary>One of what is synchronised.</summary>
public enum PromptSyncSide
{
    /// <summary>The folder of files.</summary>
    Files = 0,

    /// <summary>The registry of a store or server.</summary>
    Registry,
}
