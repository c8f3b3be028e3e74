namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>Which prompts a prompt was composed of.</summary>
/// <param name="Root">The prompt itself.</param>
/// <param name="Dependencies">By the id of each prompt that refers to others: those.</param>
internal sealed record WireResolutionGraph(WirePromptReference Root, IReadOnlyDictionary<string, IReadOnlyList<WirePromptReference>> Dependencies);
