namespace Observability.Evaluation.Online;

/// <summary>How far an online evaluation is. One that succeeded is no longer a job: its scores say so.</summary>
public enum EvaluationJobStatus
{
    /// <summary>It waits for its turn, for another attempt, or for tomorrow's budget.</summary>
    Pending = 0,

    /// <summary>It failed for good; the reason is with it.</summary>
    Failed,
}
