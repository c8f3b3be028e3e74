using System.Text.Json;

namespace Observability.AspNetCore.Wire.Evaluators;

/// <summary>An evaluation rule to create or change. Name evaluators, or one evaluator with its mapping.</summary>
internal sealed record EvaluationRuleBody
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>The evaluators it runs.</summary>
    public IReadOnlyList<EvaluatorAssignmentBody?>? Evaluators { get; init; }

    /// <summary>The only evaluator it runs.</summary>
    public EvaluatorReference? Evaluator { get; init; }

    /// <summary>Where the variables of the only evaluator come from.</summary>
    public JsonElement Mapping { get; init; }

    /// <summary>What is judged: observation or experiment; ours: trace.</summary>
    public string? Target { get; init; }

    /// <summary>Whether it runs.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The fraction that is judged, above 0 and up to 1; 1 unless given.</summary>
    public double? Sampling { get; init; }

    /// <summary>Conditions that must all hold: an array of { type, column, operator, value, key? }; none unless given.</summary>
    public JsonElement Filter { get; init; }
}
