using System.Globalization;
using Microsoft.Extensions.AI.Evaluation;
using Observability.Model;

namespace Observability.Evaluation.Adapters;

/// <summary>Turns metrics of Microsoft.Extensions.AI.Evaluation into scores and back.</summary>
internal static class MetricConversion
{
    private const int MaxCategoryLength = 100;
    private const string Model = "eval-model";
    private const string InputTokens = "eval-input-tokens";
    private const string OutputTokens = "eval-output-tokens";
    private const string TotalTokens = "eval-total-tokens";
    private const string Calls = "eval-calls";
    private const string Cost = "eval-cost-usd";
    private const string Trace = "eval-trace-id";
    private const string EvaluatorKey = "eval-evaluator";
    private const string VersionKey = "eval-evaluator-version";

    private static readonly HashSet<string> Reserved = [Model, InputTokens, OutputTokens, TotalTokens, Calls, Cost, Trace, EvaluatorKey, VersionKey];

    /// <summary>One score of a metric. A value beside an error is not believed; no value without an explanation is a failure.</summary>
    public static EvaluatorScore ToScore(EvaluationMetric metric)
    {
        var errors = Messages(metric, EvaluationDiagnosticSeverity.Error);
        if (errors.Length > 0)
        {
            return Complete(EvaluatorScore.Failed(metric.Name, errors), metric);
        }

        var (value, problem) = Value(metric);
        var score = problem is not null ? EvaluatorScore.Failed(metric.Name, problem)
            : value is { } known ? EvaluatorScore.Of(metric.Name, known, metric.Reason, Passed(metric.Interpretation))
            : Explanation(metric) is { Length: > 0 } reason ? EvaluatorScore.Skipped(metric.Name, reason)
            : EvaluatorScore.Failed(metric.Name, $"The evaluator gave no value for '{metric.Name}' and said nothing of why.");
        return Complete(score, metric);
    }

    /// <summary>The metric of a score.</summary>
    public static EvaluationMetric ToMetric(EvaluatorScore score)
    {
        var metric = Create(score);
        if (score.Error is { } error)
        {
            metric.AddDiagnostics(EvaluationDiagnostic.Error(error));
        }
        else if (score.IsSkipped)
        {
            metric.AddDiagnostics(EvaluationDiagnostic.Informational(score.Comment ?? "The metric does not apply."));
        }

        if (score.Passed is { } passed)
        {
            metric.Interpretation = new EvaluationMetricInterpretation(
                score.IsFailed ? EvaluationRating.Inconclusive : passed ? EvaluationRating.Good : EvaluationRating.Unacceptable, failed: !passed, score.Error ?? score.Comment);
        }

        foreach (var (key, value) in score.Metadata)
        {
            metric.AddOrUpdateMetadata(key, value);
        }

        Add(metric, EvaluatorKey, score.EvaluatorName);
        Add(metric, VersionKey, score.EvaluatorVersion);
        if (score.Judge is { } judge)
        {
            Add(metric, Model, judge.Model);
            Add(metric, Calls, Text(judge.Calls));
            Add(metric, InputTokens, Text(judge.InputTokens));
            Add(metric, OutputTokens, Text(judge.OutputTokens));
            Add(metric, Cost, judge.CostUsd?.ToString(CultureInfo.InvariantCulture));
            Add(metric, Trace, judge.TraceId?.Value);
        }

        return metric;
    }

    private static EvaluationMetric Create(EvaluatorScore score) => score.Value switch
    {
        { Type: ScoreValueType.Numeric } value => new NumericMetric(score.Name, value.Number, score.Comment),
        { Type: ScoreValueType.Boolean } value => new BooleanMetric(score.Name, value.Number != 0, score.Comment),
        { } value => new StringMetric(score.Name, value.Text, score.Comment),
        null => new EvaluationMetric(score.Name, score.Comment),
    };

    private static (ScoreValue? Value, string? Problem) Value(EvaluationMetric metric) => metric switch
    {
        NumericMetric { Value: { } number } => double.IsFinite(number)
            ? (ScoreValue.Numeric(number), null)
            : (null, $"The evaluator gave {number.ToString(CultureInfo.InvariantCulture)} for '{metric.Name}', which is no finite number."),
        BooleanMetric { Value: { } boolean } => (ScoreValue.Boolean(boolean), null),
        StringMetric { Value: { } text } when !string.IsNullOrWhiteSpace(text) => (text.Length <= MaxCategoryLength && !text.Contains('\n') ? ScoreValue.Categorical(text) : ScoreValue.FromText(text), null),
        _ => (null, null),
    };

    private static EvaluatorScore Complete(EvaluatorScore score, EvaluationMetric metric)
    {
        if (metric.Metadata is not { Count: > 0 } metadata)
        {
            return score;
        }

        return score with
        {
            EvaluatorName = metadata.TryGetValue(EvaluatorKey, out var name) ? name : null,
            EvaluatorVersion = metadata.TryGetValue(VersionKey, out var version) ? version : null,
            Judge = Judge(metadata),
            Metadata = metadata.Where(pair => !Reserved.Contains(pair.Key)).ToDictionary(),
        };
    }

    private static JudgeUsage? Judge(IDictionary<string, string> metadata) =>
        !metadata.ContainsKey(Model) && !metadata.ContainsKey(InputTokens) && !metadata.ContainsKey(Calls) ? null : new JudgeUsage
        {
            Model = metadata.TryGetValue(Model, out var model) ? model : null,
            Calls = (int)(Number(metadata, Calls) ?? 1),
            InputTokens = Number(metadata, InputTokens),
            OutputTokens = Number(metadata, OutputTokens),
            CostUsd = metadata.TryGetValue(Cost, out var cost) && decimal.TryParse(cost, NumberStyles.Number, CultureInfo.InvariantCulture, out var usd) ? usd : null,
            TraceId = metadata.TryGetValue(Trace, out var trace) ? new TraceId(trace) : null,
        };

    private static bool? Passed(EvaluationMetricInterpretation? interpretation) => interpretation switch
    {
        null => null,
        { Failed: true } => false,
        { Rating: EvaluationRating.Unknown or EvaluationRating.Inconclusive } => null,
        _ => true,
    };

    private static string? Explanation(EvaluationMetric metric) =>
        Messages(metric, null) is { Length: > 0 } messages ? messages : metric.Reason;

    private static string Messages(EvaluationMetric metric, EvaluationDiagnosticSeverity? severity) => metric.Diagnostics is not { Count: > 0 } diagnostics ? ""
        : string.Join(" ", diagnostics.Where(diagnostic => severity is null || diagnostic.Severity == severity).Select(diagnostic => diagnostic.Message));

    private static long? Number(IDictionary<string, string> metadata, string key) =>
        metadata.TryGetValue(key, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static void Add(EvaluationMetric metric, string key, string? value)
    {
        if (value is not null)
        {
            metric.AddOrUpdateMetadata(key, value);
        }
    }
}
