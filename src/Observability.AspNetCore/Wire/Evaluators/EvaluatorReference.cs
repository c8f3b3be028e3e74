namespace Observability.AspNetCore.Wire.Evaluators;

/// <summary>Names an evaluator.</summary>
internal sealed record EvaluatorReference
{
    /// <summary>Its id; with it the name is not looked at.</summary>
    public string? Id { get; init; }

    /// <summary>Its name; also of one that the application registered in C#.</summary>
    public string? Name { get; init; }

    /// <summary>llm_as_judge or code; must be its type when given.</summary>
    public string? Type { get; init; }
}
