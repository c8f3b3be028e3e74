using Observability.Prompts.Catalog;

namespace Observability.Prompts.Files;

/// <summary>What the files of a prompt shall say, where versions may get other numbers or other content.</summary>
/// <param name="After">The prompt; null when it shall be gone.</param>
/// <param name="Contents">The versions that are new in files or say something else.</param>
/// <param name="Origins">For each version that files have already, the number it has there.</param>
internal sealed record FolderTarget(StoredPrompt? After, IReadOnlyDictionary<int, StoredPromptVersion> Contents, IReadOnlyDictionary<int, int> Origins);
