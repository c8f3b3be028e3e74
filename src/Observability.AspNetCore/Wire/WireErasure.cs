namespace Observability.AspNetCore.Wire;

/// <summary>What was erased of a user.</summary>
/// <param name="Message">That it was.</param>
/// <param name="Traces">How many traces, with all that was in them.</param>
/// <param name="Observations">How many observations.</param>
/// <param name="Scores">How many scores.</param>
/// <param name="DatasetItems">How many dataset items that were made of these traces, with their history.</param>
internal sealed record WireErasure(string Message, long Traces, long Observations, long Scores, long DatasetItems);
