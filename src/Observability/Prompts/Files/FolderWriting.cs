namespace Observability.Prompts.Files;

/// <summary>One file that is written or deleted.</summary>
/// <param name="Path">The path in the folder.</param>
/// <param name="Text">What it holds; null deletes it.</param>
internal readonly record struct FolderWriting(string Path, string? Text);
