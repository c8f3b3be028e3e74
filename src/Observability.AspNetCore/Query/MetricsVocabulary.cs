using Observability.Storage;

namespace Observability.AspNetCore.Query;

/// <summary>The words of metrics queries.</summary>
internal static class MetricsVocabulary
{
    public static readonly IReadOnlyDictionary<string, MetricsView> Views = new Dictionary<string, MetricsView>(StringComparer.Ordinal)
    {
        ["traces"] = MetricsView.Traces,
        ["observations"] = MetricsView.Observations,
        ["scores-numeric"] = MetricsView.NumericScores,
        ["scores-categorical"] = MetricsView.CategoricalScores,
        ["scores-boolean"] = MetricsView.NumericScores,
    };

    public static readonly IReadOnlyDictionary<string, Measure> Measures = new Dictionary<string, Measure>(StringComparer.Ordinal)
    {
        ["count"] = Measure.Count,
        ["latency"] = Measure.Latency,
        ["timeToFirstToken"] = Measure.TimeToFirstToken,
        ["tokensPerSecond"] = Measure.TokensPerSecond,
        ["outputTokensPerSecond"] = Measure.TokensPerSecond,
        ["inputTokens"] = Measure.InputTokens,
        ["outputTokens"] = Measure.OutputTokens,
        ["totalTokens"] = Measure.TotalTokens,
        ["totalCost"] = Measure.TotalCost,
        ["errorCount"] = Measure.ErrorCount,
        ["observationsCount"] = Measure.ObservationCount,
        ["uniqueTraceIds"] = Measure.TraceCount,
        ["uniqueUserIds"] = Measure.UserCount,
        ["uniqueSessionIds"] = Measure.SessionCount,
        ["value"] = Measure.ScoreValue,
    };

    public static readonly IReadOnlyDictionary<string, Aggregation> Aggregations = new Dictionary<string, Aggregation>(StringComparer.Ordinal)
    {
        ["sum"] = Aggregation.Sum,
        ["avg"] = Aggregation.Average,
        ["count"] = Aggregation.Sum,
        ["uniq"] = Aggregation.Sum,
        ["min"] = Aggregation.Min,
        ["max"] = Aggregation.Max,
        ["p50"] = Aggregation.P50,
        ["p75"] = Aggregation.P75,
        ["p90"] = Aggregation.P90,
        ["p95"] = Aggregation.P95,
        ["p99"] = Aggregation.P99,
    };

    public static readonly IReadOnlyDictionary<string, TimeGranularity> Granularities = new Dictionary<string, TimeGranularity>(StringComparer.Ordinal)
    {
        ["minute"] = TimeGranularity.Minute,
        ["hour"] = TimeGranularity.Hour,
        ["day"] = TimeGranularity.Day,
        ["week"] = TimeGranularity.Week,
        ["month"] = TimeGranularity.Month,
    };

    private static readonly Dictionary<string, FilterField> Dimensions = new(StringComparer.Ordinal)
    {
        ["id"] = FilterField.Id,
        ["traceId"] = FilterField.TraceId,
        ["traceName"] = FilterField.TraceName,
        ["parentObservationId"] = FilterField.ParentId,
        ["name"] = FilterField.Name,
        ["type"] = FilterField.Kind,
        ["level"] = FilterField.Level,
        ["status"] = FilterField.Status,
        ["environment"] = FilterField.Environment,
        ["version"] = FilterField.Version,
        ["traceVersion"] = FilterField.Version,
        ["release"] = FilterField.Release,
        ["traceRelease"] = FilterField.Release,
        ["tags"] = FilterField.Tags,
        ["userId"] = FilterField.UserId,
        ["sessionId"] = FilterField.SessionId,
        ["providedModelName"] = FilterField.Model,
        ["model"] = FilterField.Model,
        ["provider"] = FilterField.Provider,
        ["promptName"] = FilterField.PromptName,
        ["promptVersion"] = FilterField.PromptVersion,
    };

    private static readonly Dictionary<string, FilterField> ScoreDimensions = new(StringComparer.Ordinal)
    {
        ["id"] = FilterField.Id,
        ["traceId"] = FilterField.TraceId,
        ["observationId"] = FilterField.ObservationId,
        ["sessionId"] = FilterField.SessionId,
        ["name"] = FilterField.Name,
        ["environment"] = FilterField.Environment,
        ["source"] = FilterField.ScoreSource,
        ["dataType"] = FilterField.ScoreType,
        ["stringValue"] = FilterField.ScoreText,
        ["configId"] = FilterField.ConfigId,
        ["authorUserId"] = FilterField.Author,
    };

    public static IReadOnlyDictionary<string, FilterField> DimensionsOf(MetricsView view) =>
        view is MetricsView.NumericScores or MetricsView.CategoricalScores ? ScoreDimensions : Dimensions;

    public static FilterColumns ColumnsOf(MetricsView view) => view switch
    {
        MetricsView.Traces => FilterColumns.Traces,
        MetricsView.Observations => FilterColumns.Observations,
        _ => FilterColumns.Scores,
    };
}
