namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>An entry of a rollout's log.</summary>
/// <param name="Timestamp">When.</param>
/// <param name="Action">STARTED, ADVANCED, HELD, ROLLED_BACK, PROMOTED, COMPLETED or STOPPED.</param>
/// <param name="Stage">The stage it was decided in, from 0.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="Author">Who decided; null for the rollout itself.</param>
/// <param name="Findings">What the guards saw.</param>
internal sealed record WireRolloutDecision(DateTimeOffset Timestamp, string Action, int Stage, string Reason, string? Author, IEnumerable<WireRolloutFinding> Findings);
