namespace Observability.Model;

/// <summary>An evaluator of the catalog in its newest version.</summary>
internal sealed record EvaluatorDefinition
{
    /// <summary>The variables of every evaluator that is code.</summary>
    public static readonly IReadOnlyList<string> CodeVariables = ["input", "output", "metadata", "toolCalls", "experimentItemExpectedOutput", "experimentItemMetadata"];

    /// <summary>Its id, the same in all versions.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, unique in the project.</summary>
    public required string Name { get; init; }

    /// <summary>The version, from 1.</summary>
    public required int Version { get; init; }

    public required EvaluatorType Type { get; init; }

    /// <summary>What the judge is asked, with <c>{{variables}}</c>.</summary>
    public string? Prompt { get; init; }

    /// <summary>What the judge answers: a JSON object with <c>dataType</c>.</summary>
    public Payload? OutputDefinition { get; init; }

    /// <summary>The judge: a JSON object with <c>provider</c> and <c>model</c>; null for the default one.</summary>
    public Payload? ModelConfig { get; init; }

    /// <summary>Where the variables come from unless a rule says otherwise: a JSON array of <c>variable</c>, <c>source</c> and <c>jsonPath</c>.</summary>
    public Payload? Mapping { get; init; }

    public string? SourceCode { get; init; }

    public string? SourceCodeLanguage { get; init; }

    public IReadOnlyList<string> Variables { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
