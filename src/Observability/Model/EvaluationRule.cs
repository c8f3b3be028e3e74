namespace Observability.Model;

/// <summary>Which live traffic is judged, how much of it and by what.</summary>
internal sealed record EvaluationRule
{
    public required string Id { get; init; }

    /// <summary>Its name, unique in the project.</summary>
    public required string Name { get; init; }

    /// <summary>What is judged: <c>observation</c>, <c>trace</c> or <c>experiment</c>.</summary>
    public required string Target { get; init; }

    public bool IsEnabled { get; init; }

    /// <summary>The fraction that is judged, above 0 and up to 1.</summary>
    public double Sampling { get; init; } = 1;

    /// <summary>The conditions that all hold: a JSON array in the filter language of the wire.</summary>
    public required Payload Filter { get; init; }

    /// <summary>The same in the terms of the store: a JSON array; null for none.</summary>
    public Payload? Conditions { get; init; }

    public IReadOnlyList<EvaluationAssignment> Assignments { get; init; } = [];

    /// <summary>Why it does not run although it is enabled, as a word; null when it runs.</summary>
    public string? PausedReason { get; init; }

    /// <summary>The same as a sentence.</summary>
    public string? PausedMessage { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
