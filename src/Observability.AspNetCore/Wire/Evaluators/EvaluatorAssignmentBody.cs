using System.Text.Json;

namespace Observability.AspNetCore.Wire.Evaluators;

/// <summary>An evaluator that a rule is to run.</summary>
internal sealed record EvaluatorAssignmentBody
{
    /// <summary>The evaluator.</summary>
    public EvaluatorReference? Evaluator { get; init; }

    /// <summary>Where its variables come from: an array of { variable, source, jsonPath? }; as the evaluator says unless given.</summary>
    public JsonElement Mapping { get; init; }
}
