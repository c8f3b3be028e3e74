namespace Observability.Model;

/// <summary>The registry prompt a generation was made from.</summary>
/// <param name="Name">The name of the prompt.</param>
/// <param name="Version">Its version, from 1.</param>
/// <param name="Label">The label it was asked by, if any.</param>
public sealed record PromptLink(string Name, int Version, string? Label = null);
