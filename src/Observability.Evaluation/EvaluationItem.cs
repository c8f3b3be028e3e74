using Observability.Model;

namespace Observability.Evaluation;

/// <summary>What a dataset item says about the subject.</summary>
public sealed record EvaluationItem
{
    /// <summary>The id of the item.</summary>
    public string? Id { get; init; }

    /// <summary>What went in.</summary>
    public Payload? Input { get; init; }

    /// <summary>What should come out.</summary>
    public Payload? ExpectedOutput { get; init; }

    /// <summary>Anything else, as a JSON object.</summary>
    public Payload? Metadata { get; init; }
}
