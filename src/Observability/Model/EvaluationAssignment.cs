namespace Observability.Model;

/// <summary>An evaluator that a rule runs.</summary>
/// <param name="EvaluatorId">The evaluator; its newest version runs.</param>
/// <param name="Mapping">Where its variables come from: a JSON array; null as the evaluator says.</param>
internal sealed record EvaluationAssignment(string EvaluatorId, Payload? Mapping);
