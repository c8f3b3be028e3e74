namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>Versions of a prompt.</summary>
/// <param name="Data">The versions as they were written, newest first.</param>
/// <param name="Meta">Where the list goes on.</param>
/// <param name="Prompt">The prompt they belong to.</param>
internal sealed record WirePromptVersionList(IEnumerable<WirePrompt> Data, CursorMeta Meta, WirePromptHead Prompt);
