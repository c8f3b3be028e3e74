using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Observability.Evaluation;

/// <summary>The evaluators of an application by name. Immutable.</summary>
public sealed class EvaluatorRegistry
{
    private readonly FrozenDictionary<string, Evaluator> _evaluators;

    /// <summary>Makes a registry.</summary>
    /// <exception cref="ArgumentException">Two evaluators have the same name.</exception>
    public EvaluatorRegistry(params IEnumerable<Evaluator> evaluators)
    {
        var byName = new Dictionary<string, Evaluator>(StringComparer.Ordinal);
        foreach (var evaluator in evaluators)
        {
            if (!byName.TryAdd(evaluator.Name, evaluator))
            {
                throw new ArgumentException($"Two evaluators are named '{evaluator.Name}'. Give one another name: AddEvaluator(…, options => options.Name = \"…\").", nameof(evaluators));
            }
        }

        _evaluators = byName.ToFrozenDictionary(StringComparer.Ordinal);
        All = [.. byName.Values];
    }

    /// <summary>All of them, in the order they were registered.</summary>
    public IReadOnlyList<Evaluator> All { get; }

    /// <summary>Gets one by name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message lists those there are.</exception>
    public Evaluator Get(string name) => TryGet(name, out var evaluator) ? evaluator
        : throw new KeyNotFoundException($"No evaluator is named '{name}'. Registered are: {(All.Count == 0 ? "none" : string.Join(", ", All.Select(e => e.Name)))}. Register it with services.AddLlmObservability().AddEvaluator(…).");

    /// <summary>Looks one up by name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Evaluator? evaluator)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _evaluators.TryGetValue(name, out evaluator);
    }
}
