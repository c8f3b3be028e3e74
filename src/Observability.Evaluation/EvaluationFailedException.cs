namespace Observability.Evaluation;

/// <summary>Says that a subject cannot be judged, in a sentence made for whoever reads the result.</summary>
internal sealed class EvaluationFailedException(string message) : Exception(message);
