namespace Observability.Prompts.Rollout;

/// <summary>A step of a rollout's schedule.</summary>
/// <param name="Share">The share of calls that goes to the candidate, above 0 and at most 0.5: above that the old version becomes the small arm, and guards see less and less.</param>
/// <param name="Duration">How long it lasts at least; it goes on while a guard has too little data.</param>
public sealed record RolloutStage(double Share, TimeSpan Duration);
