using Observability.Model;

namespace Observability.Evaluation.Experiments;

/// <summary>An answer that is not judged yet.</summary>
/// <param name="Item">The item.</param>
/// <param name="Repetition">Which repetition, from 1.</param>
/// <param name="Trace">Its trace.</param>
/// <param name="Output">The answer; null when the task failed, or when it is read from the trace.</param>
/// <param name="Error">Why the task failed.</param>
internal sealed record GivenAnswer(EvaluationItem Item, int Repetition, TraceId Trace, Payload? Output, string? Error);
