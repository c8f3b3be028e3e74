namespace Observability.Prompts;

/// <summary>One version of one prompt, named.</summary>
/// <param name="Id">The id of the version.</param>
/// <param name="Name">The prompt.</param>
/// <param name="Version">The version.</param>
public sealed record PromptReference(PromptId Id, PromptName Name, int Version);
