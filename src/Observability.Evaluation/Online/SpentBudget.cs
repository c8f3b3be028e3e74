namespace Observability.Evaluation.Online;

/// <summary>What judges of a project used of one day's budget.</summary>
/// <param name="Day">The day of UTC as <c>2026-11-26</c>.</param>
/// <param name="SpentUsd">What they cost in USD, with what running ones are expected to.</param>
/// <param name="Evaluations">How many were begun.</param>
/// <param name="LargestUsd">What the dearest cost: as much is set aside before the next begins.</param>
internal sealed record SpentBudget(string Day, decimal SpentUsd, int Evaluations, decimal LargestUsd);
