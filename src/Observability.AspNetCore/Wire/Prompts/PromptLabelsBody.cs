namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>Labels to move.</summary>
internal sealed record PromptLabelsBody
{
    /// <summary>The labels that move to the version, from wherever they are.</summary>
    public IReadOnlyList<string>? NewLabels { get; init; }

    /// <summary>Ours: labels to take from the version.</summary>
    public IReadOnlyList<string>? RemovedLabels { get; init; }
}
