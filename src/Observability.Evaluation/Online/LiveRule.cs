using Observability.Model;
using Observability.Pipeline;
using Observability.Storage;
using Observability.Storage.Query;

namespace Observability.Evaluation.Online;

/// <summary>A rule ready to run, wherever it was written.</summary>
internal sealed class LiveRule
{
    private readonly RowFilter _filter;

    /// <exception cref="ArgumentException">A filter does not fit the target.</exception>
    public LiveRule(string id, string name, EvaluationTarget target, double sampling, IReadOnlyList<Filter> filters, IReadOnlyList<LiveAssignment> assignments, bool isStored)
    {
        Id = id;
        Name = name;
        Target = target;
        Sampling = sampling;
        Filters = filters;
        Assignments = assignments;
        IsStored = isStored;
        _filter = RowFilter.Compile(ViewOf(target), filters);
    }

    public string Id { get; }

    public string Name { get; }

    public EvaluationTarget Target { get; }

    public double Sampling { get; }

    public IReadOnlyList<Filter> Filters { get; }

    public IReadOnlyList<LiveAssignment> Assignments { get; }

    /// <summary>Whether it is one of the catalog, where it says why it does not run.</summary>
    public bool IsStored { get; }

    /// <summary>Whether a condition looks at scores, which records do not carry.</summary>
    public bool NeedsScores => _filter.NeedsScores;

    /// <summary>Whether a condition looks at metadata.</summary>
    public bool NeedsMetadata => _filter.NeedsMetadata;

    public static QueryView ViewOf(EvaluationTarget target) => target == EvaluationTarget.Trace ? QueryView.Traces : QueryView.Observations;

    /// <summary>Whether the rule looks at traffic of an environment: never at judges' own calls, and at experiments only when it is made for them.</summary>
    public bool Covers(string environment) =>
        environment != Evaluator.JudgeEnvironment && environment == ExperimentEnvironment == (Target == EvaluationTarget.Experiment);

    public bool Samples(TraceId trace) => TraceSampler.IsSampled(trace, Sampling);

    public bool Matches(ObservationRecord observation, IReadOnlyList<Score> scores) =>
        Covers(observation.Environment) && (Target != EvaluationTarget.Experiment || observation.ParentId is null) && _filter.Matches(new ObservationRow(observation, scores));

    public bool Matches(TraceDetail trace)
    {
        if (!Covers(trace.Summary.Trace.Environment ?? TraceEnvironment.Default))
        {
            return false;
        }

        var builder = new TraceSummaryBuilder(trace.Summary.Trace.Project, trace.Summary.Trace.Id);
        foreach (var observation in trace.Observations)
        {
            builder.Add(observation);
        }

        // What was said about the trace is in its summary; the rest is derived again as the stores derive it.
        return builder.Build(trace.Summary.Trace) is { } derived && _filter.Matches(new TraceRow(derived, trace.Scores));
    }

    private static string ExperimentEnvironment => Experiments.ExperimentExecution.Environment;
}
