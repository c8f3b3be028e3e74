namespace Observability.AspNetCore.Wire.Evaluators;

/// <summary>An evaluation that waits or failed. One that succeeded is found by its scores.</summary>
internal sealed record WireEvaluationJob
{
    /// <summary>Its id; its scores' ids begin with it.</summary>
    public required string Id { get; init; }

    /// <summary>The rule that asked for it.</summary>
    public required string EvaluationRuleId { get; init; }

    /// <summary>The name of the evaluator.</summary>
    public required string Evaluator { get; init; }

    /// <summary>The trace.</summary>
    public required string TraceId { get; init; }

    /// <summary>The observation; null when the whole trace is judged.</summary>
    public string? ObservationId { get; init; }

    /// <summary>PENDING or FAILED.</summary>
    public required string Status { get; init; }

    /// <summary>How many attempts failed.</summary>
    public required int Attempts { get; init; }

    /// <summary>Why the last attempt failed, or what it waits for.</summary>
    public string? Reason { get; init; }

    /// <summary>When it is tried next; null when it failed.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
