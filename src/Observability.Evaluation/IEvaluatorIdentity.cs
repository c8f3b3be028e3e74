namespace Observability.Evaluation;

/// <summary>Says which evaluator gave a score.</summary>
/// <remarks>An <c>IEvaluator</c> of Microsoft.Extensions.AI.Evaluation may implement it; one that does not is named after its type and versioned by its assembly.</remarks>
public interface IEvaluatorIdentity
{
    /// <summary>Its name, unique in an application, e.g. <c>exact-match</c>.</summary>
    string Name { get; }

    /// <summary>Its version: scores of two versions are not comparable without care.</summary>
    string Version { get; }
}
