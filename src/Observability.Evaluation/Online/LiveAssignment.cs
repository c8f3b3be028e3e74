namespace Observability.Evaluation.Online;

/// <summary>An evaluator that a rule runs, and where its variables come from.</summary>
/// <param name="EvaluatorKey">Which one, see <see cref="EvaluatorKeys"/>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Mapping">Where its variables come from.</param>
internal sealed record LiveAssignment(string EvaluatorKey, string Name, IReadOnlyList<MappedVariable> Mapping);
