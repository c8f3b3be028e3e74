namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>A label of all prompts.</summary>
/// <param name="Label">The label.</param>
/// <param name="IsProtected">Whether only changes that override the protection move it.</param>
internal sealed record WirePromptLabel(string Label, bool IsProtected);
