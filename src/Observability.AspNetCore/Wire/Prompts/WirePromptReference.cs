namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>A version of a prompt, named.</summary>
/// <param name="Name">The name of the prompt.</param>
/// <param name="Version">The version.</param>
/// <param name="Id">The id of the version.</param>
internal sealed record WirePromptReference(string Name, int Version, string Id);
