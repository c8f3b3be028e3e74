using Observability.Model;

namespace Observability.Evaluation.Online;

/// <summary>One evaluation of live traffic that is to be done, or failed.</summary>
public sealed record EvaluationJob
{
    /// <summary>Its id, made of rule, evaluator and target: nothing is judged twice by the same.</summary>
    public required string Id { get; init; }

    /// <summary>The rule that asked for it.</summary>
    public required string RuleId { get; init; }

    /// <summary>The evaluator by the name its scores give.</summary>
    public required string Evaluator { get; init; }

    /// <summary>The trace.</summary>
    public required TraceId TraceId { get; init; }

    /// <summary>The observation; null when the whole trace is judged.</summary>
    public ObservationId? ObservationId { get; init; }

    /// <summary>Whether it waits or failed.</summary>
    public EvaluationJobStatus Status { get; init; }

    /// <summary>How many attempts failed.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the last attempt failed, or what it waits for; null when neither.</summary>
    public string? Reason { get; init; }

    /// <summary>When it is tried next; while it runs, when somebody else may take it over.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
