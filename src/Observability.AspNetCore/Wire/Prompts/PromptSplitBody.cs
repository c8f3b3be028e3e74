namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>How a label is split over versions.</summary>
internal sealed record PromptSplitBody
{
    /// <summary>The name of the prompt.</summary>
    public string? Name { get; init; }

    /// <summary>The label; production unless given.</summary>
    public string? Label { get; init; }

    /// <summary>The share of calls that goes to each other version, by version, above 0 and together at most 1; null or empty sends all to the version the label points to.</summary>
    public IReadOnlyDictionary<string, double>? Split { get; init; }
}
