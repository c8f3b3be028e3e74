namespace Observability.Prompts;

/// <summary>A line of a difference.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Text">The line, without its break.</param>
public readonly record struct PromptDiffLine(PromptDiffKind Kind, string Text);
