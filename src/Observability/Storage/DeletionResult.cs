namespace Observability.Storage;

/// <summary>What was erased.</summary>
/// <param name="Traces">Traces.</param>
/// <param name="Observations">Observations.</param>
/// <param name="Scores">Scores.</param>
public sealed record DeletionResult(long Traces, long Observations, long Scores);
