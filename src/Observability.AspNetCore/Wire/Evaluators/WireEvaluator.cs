using System.Text.Json.Serialization;

namespace Observability.AspNetCore.Wire.Evaluators;

/// <summary>An evaluator in its newest version.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(WireJudge), "llm_as_judge")]
[JsonDerivedType(typeof(WireCodeEvaluator), "code")]
internal abstract record WireEvaluator
{
    /// <summary>Its id, the same in all versions.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The version, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>What a rule maps.</summary>
    public required IReadOnlyList<string> Variables { get; init; }

    /// <summary>Where the variables come from unless a rule says otherwise.</summary>
    public JsonPayload Mapping { get; init; }

    /// <summary>How many rules run it.</summary>
    public required long EvaluationRuleCount { get; init; }

    /// <summary>When its first version was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When this version was created.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
