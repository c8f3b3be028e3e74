namespace Observability.Evaluation.Judging.Auditing;

/// <summary>Two answers to one input.</summary>
/// <param name="Input">What was asked.</param>
/// <param name="First">One answer.</param>
/// <param name="Second">The other.</param>
public sealed record AnswerPair(string Input, string First, string Second);
