namespace Observability.Prompts.Sync;

/// <summary>How files and a registry are synchronised.</summary>
public sealed record PromptSyncOptions
{
    /// <summary>Which way changes go.</summary>
    /// <value><see cref="PromptSyncDirection.Both"/>.</value>
    public PromptSyncDirection Direction { get; init; }

    /// <summary>Which side wins where both changed.</summary>
    /// <value>null: neither; a conflict stays until somebody resolves it.</value>
    public PromptSyncSide? Wins { get; init; }

    /// <summary>Whether what was deleted on one side since the last synchronisation is deleted on the other.</summary>
    /// <value>false: it stays there and does not come back.</value>
    public bool Deletes { get; init; }

    /// <summary>Whether also versions are pulled that are not in use: not the newest, without a label, in no split and named by no other prompt.</summary>
    /// <value>false: history stays in the registry.</value>
    public bool History { get; init; }

    /// <summary>Whether labels that are protected may move in the registry.</summary>
    /// <value>false.</value>
    public bool OverridesProtection { get; init; }

    /// <summary>Names the registry, where one folder is synchronised with several; 1 to 40 of <c>a-z</c>, <c>0-9</c> and <c>-</c>.</summary>
    /// <value><c>default</c>.</value>
    public string Target { get; init; } = "default";
}
