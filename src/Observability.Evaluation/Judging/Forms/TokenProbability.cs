namespace Observability.Evaluation.Judging.Forms;

/// <summary>One token of an answer with the log probabilities of it and of its alternatives.</summary>
internal sealed record TokenProbability(string Token, double LogProbability, IReadOnlyList<(string Token, double LogProbability)> Alternatives);
