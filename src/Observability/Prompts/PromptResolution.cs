namespace Observability.Prompts;

/// <summary>Which prompts a prompt was composed of.</summary>
/// <param name="Root">The prompt itself.</param>
/// <param name="Dependencies">For each prompt that refers to others, those it refers to, in the order they stand in it.</param>
public sealed record PromptResolution(PromptReference Root, IReadOnlyDictionary<PromptId, IReadOnlyList<PromptReference>> Dependencies);
