namespace Observability.Evaluation.Online;

/// <summary>What of a project is noted when it ends: what its rules look at.</summary>
[Flags]
internal enum NotedKinds
{
    None = 0,
    Traces = 1,
    Observations = 2,
    All = Traces | Observations,
}
