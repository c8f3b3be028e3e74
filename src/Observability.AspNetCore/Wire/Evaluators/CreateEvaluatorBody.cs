using System.Text.Json;

namespace Observability.AspNetCore.Wire.Evaluators;

/// <summary>An evaluator to create, or the next version of the one of that name.</summary>
internal sealed record CreateEvaluatorBody
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>llm_as_judge or code; llm_as_judge unless given.</summary>
    public string? Type { get; init; }

    /// <summary>What a judge is asked, with <c>{{variables}}</c>.</summary>
    public string? Prompt { get; init; }

    /// <summary>What a judge answers: an object with dataType NUMERIC, BOOLEAN or CATEGORICAL.</summary>
    public JsonElement OutputDefinition { get; init; }

    /// <summary>The judge: an object with provider and model; the default one unless given.</summary>
    public JsonElement ModelConfig { get; init; }

    /// <summary>Where the variables come from unless a rule says otherwise: an array of { variable, source, jsonPath? }.</summary>
    public JsonElement Mapping { get; init; }

    /// <summary>The code.</summary>
    public string? SourceCode { get; init; }

    /// <summary>PYTHON or TYPESCRIPT.</summary>
    public string? SourceCodeLanguage { get; init; }
}
