using Microsoft.Extensions.AI.Evaluation;

namespace Observability.Evaluation;

/// <summary>How an evaluator is registered.</summary>
public sealed class EvaluatorOptions
{
    /// <summary>The name it goes by.</summary>
    /// <value>Its own name; of a foreign <see cref="IEvaluator"/> its type's, e.g. <c>fluency</c> of <c>FluencyEvaluator</c>.</value>
    public string? Name { get; set; }

    /// <summary>The version written beside its scores.</summary>
    /// <value>Its own version; of a foreign <see cref="IEvaluator"/> that of its assembly.</value>
    public string? Version { get; set; }

    /// <summary>The model it asks.</summary>
    /// <value>None; in an application what <c>UseJudge</c> named.</value>
    public ChatConfiguration? ChatConfiguration { get; set; }

    /// <summary>Makes the contexts that a foreign <see cref="IEvaluator"/> wants by type, e.g. a <c>GroundednessEvaluatorContext</c>.</summary>
    /// <value>None beyond expected output, documents and trace, which are always passed.</value>
    public Func<EvaluationSubject, IEnumerable<EvaluationContext>>? Contexts { get; set; }

    /// <summary>How long one evaluation may take.</summary>
    /// <value>Two minutes. <see cref="Timeout.InfiniteTimeSpan"/> is no limit.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The clock the timeout is measured by.</summary>
    /// <value>The system's.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
