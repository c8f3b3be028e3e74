namespace Observability.Prompts;

/// <summary>What was changed.</summary>
public enum PromptChangeKind
{
    /// <summary>A version was made.</summary>
    VersionCreated = 0,

    /// <summary>Labels were moved to or taken from a version.</summary>
    LabelsChanged,

    /// <summary>The tags of a prompt were set.</summary>
    TagsChanged,

    /// <summary>How a label is split over versions was set.</summary>
    SplitChanged,

    /// <summary>Versions were deleted.</summary>
    VersionsDeleted,

    /// <summary>A label became protected or free.</summary>
    ProtectionChanged,

    /// <summary>A rollout was started, decided about or ended.</summary>
    RolloutChanged,
}
