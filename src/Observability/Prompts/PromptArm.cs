namespace Observability.Prompts;

/// <summary>The share of a split that goes to a version.</summary>
/// <param name="Version">The version.</param>
/// <param name="Share">Its share of all calls, from 0 to 1.</param>
public readonly record struct PromptArm(int Version, double Share);
