using Observability.Evaluation.Json;
using Observability.Storage;

namespace Observability.Evaluation.Online;

/// <summary>Which live traffic a registered evaluator judges, and how much of it. Written in code; rules made over the API live in the catalog.</summary>
public sealed class OnlineRule
{
    private readonly List<MappedVariable> _mapping = [];

    internal OnlineRule(string evaluator)
    {
        Evaluator = evaluator;
        Name = evaluator;
    }

    /// <summary>The name of the registered evaluator.</summary>
    public string Evaluator { get; }

    /// <summary>The name of the rule, unique in the application.</summary>
    /// <value>The evaluator's.</value>
    public string Name { get; set; }

    /// <summary>What is judged.</summary>
    /// <value><see cref="EvaluationTarget.Trace"/>.</value>
    public EvaluationTarget Target { get; set; } = EvaluationTarget.Trace;

    /// <summary>The share of traces that is judged. A trace is in it or not by its id: in every process, and for every rule of the same share, alike.</summary>
    /// <value>1; above 0 and at most 1.</value>
    public double Sampling { get; set; } = 1;

    /// <summary>Conditions that must all hold, of the fields that the target has.</summary>
    /// <value>None.</value>
    public IList<Filter> Filters { get; } = [];

    internal IReadOnlyList<MappedVariable> Mapping => _mapping;

    /// <summary>Takes what the evaluator reads from elsewhere.</summary>
    /// <param name="variable"><c>input</c>, <c>output</c>, <c>expected</c>, <c>context</c>, or a further variable of a judge's prompt.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="jsonPath">The part of it, e.g. <c>$.messages[-1].content</c>; all of it when null.</param>
    /// <exception cref="FormatException">The path cannot be read.</exception>
    public OnlineRule Map(string variable, VariableSource source, string? jsonPath = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(variable);
        _mapping.Add(new MappedVariable(variable, source, jsonPath is null ? null : JsonPath.Parse(jsonPath)));
        return this;
    }
}
