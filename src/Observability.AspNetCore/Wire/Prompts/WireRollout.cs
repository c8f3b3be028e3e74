namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>A version of a prompt on trial.</summary>
internal sealed record WireRollout
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The name of the prompt.</summary>
    public required string PromptName { get; init; }

    /// <summary>The label whose calls are split.</summary>
    public required string Label { get; init; }

    /// <summary>The version on trial.</summary>
    public required int PromptVersion { get; init; }

    /// <summary>The version it is compared with.</summary>
    public required int ControlVersion { get; init; }

    /// <summary>RUNNING, ROLLED_BACK, PROMOTED, COMPLETED or STOPPED.</summary>
    public required string State { get; init; }

    /// <summary>The stage it is in, from 0.</summary>
    public required int Stage { get; init; }

    /// <summary>The schedule.</summary>
    public required IEnumerable<WireRolloutStage> Stages { get; init; }

    /// <summary>What must not get worse.</summary>
    public required IEnumerable<WireRolloutGuard> Guards { get; init; }

    /// <summary>The probability that a version that is no worse is never rolled back.</summary>
    public required double Level { get; init; }

    /// <summary>How many values each version needs of every guard.</summary>
    public required int MinimumCount { get; init; }

    /// <summary>Whether the label moves to the version after the last stage.</summary>
    public required bool Promotes { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its stage began.</summary>
    public required DateTimeOffset StageStartedAt { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>What was decided, oldest first.</summary>
    public required IEnumerable<WireRolloutDecision> Decisions { get; init; }
}
