namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>A version of a prompt as it is pulled: with the prompts it was composed of.</summary>
internal sealed record WirePromptDetail : WirePrompt
{
    /// <summary>Which prompts it was composed of; null when it refers to none.</summary>
    public required WireResolutionGraph? ResolutionGraph { get; init; }
}
