namespace Observability.AspNetCore.Wire.Evaluators;

/// <summary>An evaluator that asks a model.</summary>
internal sealed record WireJudge : WireEvaluator
{
    /// <summary>What the model is asked, with <c>{{variables}}</c>.</summary>
    public required string Prompt { get; init; }

    /// <summary>What it answers.</summary>
    public JsonPayload OutputDefinition { get; init; }

    /// <summary>The model; null for the default one.</summary>
    public JsonPayload ModelConfig { get; init; }
}
