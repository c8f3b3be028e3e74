namespace Observability.Prompts.Files;

/// <summary>A file of the folder as the file system tells of it.</summary>
/// <param name="Path">The path in the folder, with slashes.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="WrittenAt">When it was written last.</param>
internal readonly record struct FoundFile(string Path, long Length, DateTime WrittenAt);
