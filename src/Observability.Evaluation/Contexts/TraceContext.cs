using Microsoft.Extensions.AI.Evaluation;

namespace Observability.Evaluation.Contexts;

/// <summary>Carries the whole subject, with its trace and dataset item, through an API that knows only messages: an <see cref="ITraceEvaluator"/> needs it to run as an <see cref="IEvaluator"/>.</summary>
public sealed class TraceContext : EvaluationContext
{
    /// <summary>Carries <paramref name="subject"/>.</summary>
    public TraceContext(EvaluationSubject subject)
        : base(ContextName, Describe(subject)) => Subject = subject;

    /// <summary>The name of the context.</summary>
    public static string ContextName => "Trace";

    /// <summary>What is judged.</summary>
    public EvaluationSubject Subject { get; }

    private static string Describe(EvaluationSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return subject.Target is { TraceId: { } trace } target
            ? target.ObservationId is { } observation ? $"Observation {observation} of trace {trace}." : $"Trace {trace}."
            : "No trace.";
    }
}
