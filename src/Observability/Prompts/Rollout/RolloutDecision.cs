namespace Observability.Prompts.Rollout;

/// <summary>An entry of a rollout's log.</summary>
/// <param name="Timestamp">When.</param>
/// <param name="Action">What was decided.</param>
/// <param name="Stage">The stage it was decided in, from 0.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="Findings">What the guards saw; empty where nothing was looked at.</param>
/// <param name="Author">Who decided; null for the rollout itself.</param>
public sealed record RolloutDecision(DateTimeOffset Timestamp, RolloutAction Action, int Stage, string Reason, IReadOnlyList<RolloutFinding> Findings, string? Author = null);
