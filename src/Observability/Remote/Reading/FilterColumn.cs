using Observability.Storage;

namespace Observability.Remote.Reading;

/// <summary>The names of the wire for the fields of filters, by what is listed.</summary>
internal static class FilterColumn
{
    private static readonly Dictionary<FilterField, string> Shared = new()
    {
        [FilterField.Id] = "id",
        [FilterField.StartTime] = "startTime",
        [FilterField.Name] = "name",
        [FilterField.TraceName] = "traceName",
        [FilterField.Environment] = "environment",
        [FilterField.Version] = "version",
        [FilterField.Release] = "release",
        [FilterField.UserId] = "userId",
        [FilterField.SessionId] = "sessionId",
        [FilterField.Tags] = "tags",
        [FilterField.Metadata] = "metadata",
        [FilterField.Level] = "level",
        [FilterField.Status] = "status",
        [FilterField.Latency] = "latency",
        [FilterField.InputTokens] = "inputTokens",
        [FilterField.OutputTokens] = "outputTokens",
        [FilterField.TotalTokens] = "totalTokens",
        [FilterField.TotalCost] = "totalCost",
        [FilterField.Model] = "model",
        [FilterField.Provider] = "provider",
        [FilterField.Kind] = "type",
        [FilterField.PromptName] = "promptName",
        [FilterField.ScoreNumber] = "scores_avg",
        [FilterField.ScoreText] = "score_categories",
    };

    private static readonly Dictionary<FilterField, string> Traces = new(Shared)
    {
        [FilterField.StartTime] = "timestamp",
        [FilterField.TraceId] = "traceId",
        [FilterField.IsBookmarked] = "bookmarked",
        [FilterField.ErrorCount] = "errorCount",
        [FilterField.ObservationCount] = "observationCount",
    };

    private static readonly Dictionary<FilterField, string> Observations = new(Shared)
    {
        [FilterField.TraceId] = "traceId",
        [FilterField.ParentId] = "parentObservationId",
        [FilterField.StatusMessage] = "statusMessage",
        [FilterField.TimeToFirstToken] = "timeToFirstToken",
        [FilterField.PromptVersion] = "promptVersion",
    };

    private static readonly Dictionary<FilterField, string> Scores = new()
    {
        [FilterField.Id] = "id",
        [FilterField.StartTime] = "timestamp",
        [FilterField.Name] = "name",
        [FilterField.Environment] = "environment",
        [FilterField.TraceId] = "traceId",
        [FilterField.ObservationId] = "observationId",
        [FilterField.SessionId] = "sessionId",
        [FilterField.DatasetRunId] = "datasetRunId",
        [FilterField.ScoreNumber] = "value",
        [FilterField.ScoreText] = "stringValue",
        [FilterField.ScoreSource] = "source",
        [FilterField.ScoreType] = "dataType",
        [FilterField.Author] = "authorUserId",
        [FilterField.ConfigId] = "configId",
        [FilterField.QueueId] = "queueId",
        [FilterField.Metadata] = "metadata",
    };

    /// <exception cref="NotSupportedException">The wire has no name for it.</exception>
    public static string Of(MetricsView view, FilterField field) => (view switch
    {
        MetricsView.Traces => Traces,
        MetricsView.Observations => Observations,
        _ => Scores,
    }).TryGetValue(field, out var name)
        ? name
        : throw new NotSupportedException($"A server cannot be asked for {field} of {view} over its API. Leave the condition out, or read the server's store.");
}
