namespace Observability.Evaluation.Online;

/// <summary>A job with what only its runner needs to know.</summary>
/// <param name="Job">The job.</param>
/// <param name="EvaluatorKey">Which evaluator it is: of the catalog by its id, or a registered one, see <see cref="EvaluatorKeys"/>.</param>
internal sealed record StoredJob(EvaluationJob Job, string EvaluatorKey);
