namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>The labels that are protected.</summary>
/// <param name="Data">The labels.</param>
internal sealed record WirePromptLabelList(IEnumerable<WirePromptLabel> Data);
