namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>A rollout to begin.</summary>
internal sealed record CreateRolloutBody
{
    /// <summary>The name of the prompt.</summary>
    public string? PromptName { get; init; }

    /// <summary>The label whose calls are split; production unless given.</summary>
    public string? Label { get; init; }

    /// <summary>The version on trial.</summary>
    public int? PromptVersion { get; init; }

    /// <summary>The schedule; a tenth of the calls for a day unless given.</summary>
    public IReadOnlyList<WireRolloutStage?>? Stages { get; init; }

    /// <summary>What must not get worse; the error rate unless given.</summary>
    public IReadOnlyList<WireRolloutGuard?>? Guards { get; init; }

    /// <summary>The probability that a version that is no worse is never rolled back, from 0.5 to below 1; 0.95 unless given.</summary>
    public double? Level { get; init; }

    /// <summary>How many values each version needs of every guard before anything is decided; 100 unless given.</summary>
    public int? MinimumCount { get; init; }

    /// <summary>Whether the label moves to the version after the last stage; false unless given.</summary>
    public bool? Promotes { get; init; }
}
