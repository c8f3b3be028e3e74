namespace Observability.AspNetCore.Wire.Evaluators;

/// <summary>Which live traffic is judged, how much of it and by what.</summary>
internal sealed record WireEvaluationRule
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The first of the evaluators it runs.</summary>
    public WireRuleEvaluator? Evaluator { get; init; }

    /// <summary>The evaluators it runs.</summary>
    public required IReadOnlyList<WireRuleAssignment> Evaluators { get; init; }

    /// <summary>What is judged: observation or experiment; ours: trace.</summary>
    public required string Target { get; init; }

    /// <summary>Whether it should run.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Whether it does: active, inactive or paused.</summary>
    public required string Status { get; init; }

    /// <summary>Why it is paused, as a word.</summary>
    public string? PausedReason { get; init; }

    /// <summary>Why it is paused, as a sentence.</summary>
    public string? PausedMessage { get; init; }

    /// <summary>The fraction that is judged.</summary>
    public required double Sampling { get; init; }

    /// <summary>The conditions that must all hold.</summary>
    public JsonPayload Filter { get; init; }

    /// <summary>Where the variables of the first evaluator come from.</summary>
    public JsonPayload Mapping { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
