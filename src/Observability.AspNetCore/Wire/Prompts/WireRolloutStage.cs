namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>A step of a rollout's schedule.</summary>
/// <param name="Share">The share of calls that goes to the version on trial, above 0 and at most 0.5.</param>
/// <param name="DurationSeconds">How long it lasts at least.</param>
internal sealed record WireRolloutStage(double Share, double DurationSeconds);
