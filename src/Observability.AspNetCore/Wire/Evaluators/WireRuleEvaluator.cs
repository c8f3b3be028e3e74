namespace Observability.AspNetCore.Wire.Evaluators;

/// <summary>An evaluator that a rule runs.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">llm_as_judge or code.</param>
internal sealed record WireRuleEvaluator(string Id, string Name, string Type);
