namespace Observability.Prompts.Sync;

/// <summary>Which way changes go.</summary>
public enum PromptSyncDirection
{
    /// <summary>Each side gets what changed on the other.</summary>
    Both = 0,

    /// <summary>The registry gets what changed in files.</summary>
    Push,

    /// <summary>The files get what changed in the registry.</summary>
    Pull,
}
