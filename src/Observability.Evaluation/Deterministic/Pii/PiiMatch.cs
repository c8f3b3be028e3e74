namespace Observability.Evaluation.Deterministic.Pii;

/// <summary>Where something of a kind was found.</summary>
internal readonly record struct PiiMatch(PiiKinds Kind, int Index, int Length);
