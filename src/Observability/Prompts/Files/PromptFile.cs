namespace Observability.Prompts.Files;

/// <summary>A file of the folder that was read as a version of a prompt.</summary>
/// <param name="Path">The path in the folder.</param>
/// <param name="Name">The prompt.</param>
/// <param name="Version">The version.</param>
/// <param name="Values">What it says.</param>
/// <param name="Text">All of it.</param>
/// <param name="Hash">The hash of its bytes.</param>
/// <param name="WrittenAt">When it was written last.</param>
internal sealed record PromptFile(string Path, string Name, int Version, PromptFileValues Values, string Text, ulong Hash, DateTimeOffset WrittenAt);
