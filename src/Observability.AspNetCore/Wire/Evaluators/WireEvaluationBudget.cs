namespace Observability.AspNetCore.Wire.Evaluators;

/// <summary>What judges of a project use in a day.</summary>
/// <param name="Day">The day of UTC.</param>
/// <param name="SpentUsd">What they cost so far, with what running ones are expected to.</param>
/// <param name="LimitUsd">What they may cost; null for no limit.</param>
/// <param name="Evaluations">How many were begun.</param>
/// <param name="LimitEvaluations">How many may be; null for no limit.</param>
internal sealed record WireEvaluationBudget(string Day, decimal SpentUsd, decimal? LimitUsd, int Evaluations, int? LimitEvaluations);
