namespace Observability.AspNetCore.Wire.Evaluators;

/// <summary>An evaluator that a rule runs, and where its variables come from.</summary>
/// <param name="Evaluator">The evaluator.</param>
/// <param name="Mapping">Where its variables come from; null as the evaluator says.</param>
internal sealed record WireRuleAssignment(WireRuleEvaluator Evaluator, JsonPayload Mapping);
