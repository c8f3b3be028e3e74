using Observability.Evaluation.Experiments;

namespace Observability.Evaluation.Gates;

/// <summary>Fails a test when an experiment is worse than its stored baseline. Works in any test framework: it throws.</summary>
/// <remarks>
/// The baseline is a JSON file in the user's repository. It is written when the environment variable <c>LLMOBS_UPDATE_BASELINE</c> is <c>1</c>, and only then: a
/// missing baseline fails. A judge that fails, an answer that fails and a metric that is missing fail the gate too; none of them is ever a pass.
/// </remarks>
/// <example><code>
/// var run = await runner.RunAsync("support", task, [Evaluator.From(new ExactMatchEvaluator())], new() { Name = "support" });
/// (await new QualityGate("baselines/support.json").CheckAsync(run)).ThrowIfFailed();
/// </code></example>
public sealed class QualityGate
{
    /// <summary>The environment variable that makes a gate write its baseline anew.</summary>
    public const string UpdateVariable = "LLMOBS_UPDATE_BASELINE";

    private readonly string _baselinePath;

    /// <summary>Creates a gate.</summary>
    /// <param name="baselinePath">The file of the baseline.</param>
    public QualityGate(string baselinePath)
    {
        ArgumentException.ThrowIfNullOrEmpty(baselinePath);
        _baselinePath = baselinePath;
    }

    /// <summary>How much worse a metric may be, in its own unit, before the gate looks at significance.</summary>
    /// <value>0.</value>
    public double Margin { get; init; }

    /// <summary>The margins of single metrics, in place of <see cref="Margin"/>.</summary>
    public IReadOnlyDictionary<string, double> Margins { get; init; } = new Dictionary<string, double>();

    /// <summary>How many answers may fail.</summary>
    /// <value>0.</value>
    public int MaxFailedAnswers { get; init; }

    /// <summary>How runs are compared; by default every metric but latency, cost and tokens, which vary with the machine.</summary>
    public ComparisonOptions Comparison { get; init; } = new();

    /// <summary>Whether the baseline is written instead of compared with.</summary>
    /// <value>Whether <see cref="UpdateVariable"/> is 1.</value>
    public bool UpdateBaseline { get; init; } = Environment.GetEnvironmentVariable(UpdateVariable) == "1";

    /// <summary>Checks a run.</summary>
    /// <exception cref="IOException">The baseline cannot be read or written.</exception>
    public async Task<GateResult> CheckAsync(ExperimentRun run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        var failures = Failures(run).ToList();
        if (UpdateBaseline)
        {
            if (failures.Count == 0)
            {
                await run.SaveAsync(_baselinePath, cancellationToken).ConfigureAwait(false);
            }

            return new GateResult { Run = run, Failures = failures };
        }

        if (!File.Exists(_baselinePath))
        {
            return new GateResult { Run = run, Failures = [.. failures, $"There is no baseline '{_baselinePath}'. Run once with {UpdateVariable}=1 and commit the file."] };
        }

        var baseline = await ExperimentRun.LoadAsync(_baselinePath, cancellationToken).ConfigureAwait(false);
        ExperimentComparison comparison;
        try
        {
            comparison = ExperimentComparison.Of(baseline, run, Comparison with { Metrics = Comparison.Metrics ?? [.. baseline.Metrics.Where(metric => !ExperimentMetrics.IsLowerBetter(metric))] });
        }
        catch (ArgumentException exception)
        {
            return new GateResult { Run = run, Failures = [.. failures, exception.Message] };
        }

        failures.AddRange(Missing(baseline, comparison));
        failures.AddRange(comparison.Metrics.Where(IsWorse).Select(metric => Describe(metric, comparison)));
        return new GateResult { Run = run, Comparison = comparison, Failures = failures };
    }

    private IEnumerable<string> Failures(ExperimentRun run)
    {
        if (run.Answers.Where(answer => answer.IsFailed).ToList() is { } failed && failed.Count > MaxFailedAnswers)
        {
            yield return $"{failed.Count} of {run.Answers.Count} answers failed, at most {MaxFailedAnswers} may. The first, of item '{failed[0].ItemId}': {failed[0].Error}";
        }

        // A failed answer is counted above; what its evaluators then say is no fault of theirs.
        var judges = run.Answers.Where(answer => !answer.IsFailed).SelectMany(answer => answer.Metrics.Where(metric => metric.Value.IsFailed).Select(metric => (answer.ItemId, Metric: metric.Key, metric.Value.Error))).ToList();
        if (judges.Count > 0)
        {
            yield return $"{judges.Count} evaluations failed. The first, '{judges[0].Metric}' of item '{judges[0].ItemId}': {judges[0].Error}";
        }

        if (run.NotRun > 0)
        {
            yield return $"{run.NotRun} answers were not asked for, because the cost limit was reached.";
        }
    }

    private IEnumerable<string> Missing(ExperimentRun baseline, ExperimentComparison comparison) =>
        from metric in Comparison.Metrics ?? baseline.Metrics.Where(metric => !ExperimentMetrics.IsLowerBetter(metric))
        where baseline.Summarize(metric) is not null && comparison.Metrics.All(compared => compared.Metric != metric)
        select $"The metric '{metric}' is in the baseline and not in this run.";

    private bool IsWorse(MetricComparison metric)
    {
        var margin = MarginOf(metric);
        var estimate = metric.Difference.Difference;
        var leastLoss = metric.IsLowerBetter ? estimate.Lower : -estimate.Upper;

        // Without a margin the corrected verdict decides; with one, the whole interval must lie beyond it.
        return margin > 0 ? leastLoss > margin : metric.Verdict == Verdict.Worse;
    }

    private double MarginOf(MetricComparison metric) => Margins.GetValueOrDefault(metric.Metric, Margin);

    private string Describe(MetricComparison metric, ExperimentComparison comparison)
    {
        var difference = metric.Difference;
        var margin = MarginOf(metric) is > 0 and var allowed ? $", more than the {Reports.ReportNumber.Of(allowed)} that is allowed" : "";
        var worst = comparison.Items.Where(item => item.Metric == metric.Metric && item.Loss > 0).Take(3).Select(Reports.TextReport.Line);
        return $"'{metric.Metric}' is worse: {Reports.ReportNumber.Of(difference.Baseline)} -> {Reports.ReportNumber.Of(difference.Candidate)}, difference {Reports.ReportNumber.Signed(difference.Difference.Value)} "
            + $"{Reports.ReportNumber.Interval(difference.Difference)} ({difference.Difference.Level * 100:0.##} % interval, p = {Reports.ReportNumber.PValue(metric.AdjustedPValue)}, {difference.Test}, {difference.Difference.Count} items){margin}."
            + string.Concat(worst.Select(line => $"{Environment.NewLine}    worst: {line}"));
    }
}
