using Observability.AspNetCore.Http;
using Observability.AspNetCore.Wire;
using Observability.Storage;

namespace Observability.AspNetCore.Query;

/// <summary>The columns of a list by the names the wire gives them.</summary>
internal sealed class FilterColumns(IReadOnlyDictionary<string, FilterField> fields)
{
    private static readonly Dictionary<string, FilterField> Shared = new(StringComparer.Ordinal)
    {
        ["id"] = FilterField.Id,
        ["name"] = FilterField.Name,
        ["environment"] = FilterField.Environment,
        ["version"] = FilterField.Version,
        ["release"] = FilterField.Release,
        ["userId"] = FilterField.UserId,
        ["sessionId"] = FilterField.SessionId,
        ["tags"] = FilterField.Tags,
        ["traceTags"] = FilterField.Tags,
        ["traceName"] = FilterField.TraceName,
        ["metadata"] = FilterField.Metadata,
        ["level"] = FilterField.Level,
        ["status"] = FilterField.Status,
        ["latency"] = FilterField.Latency,
        ["inputTokens"] = FilterField.InputTokens,
        ["outputTokens"] = FilterField.OutputTokens,
        ["totalTokens"] = FilterField.TotalTokens,
        ["tokens"] = FilterField.TotalTokens,
        ["totalCost"] = FilterField.TotalCost,
        ["model"] = FilterField.Model,
        ["providedModelName"] = FilterField.Model,
        ["provider"] = FilterField.Provider,
        ["type"] = FilterField.Kind,
        ["promptName"] = FilterField.PromptName,
        ["scores_avg"] = FilterField.ScoreNumber,
        ["scores"] = FilterField.ScoreNumber,
        ["score_categories"] = FilterField.ScoreText,
    };

    public static readonly FilterColumns Traces = new(new Dictionary<string, FilterField>(Shared, StringComparer.Ordinal)
    {
        ["timestamp"] = FilterField.StartTime,
        ["startTime"] = FilterField.StartTime,
        ["traceId"] = FilterField.Id,
        ["bookmarked"] = FilterField.IsBookmarked,
        ["errorCount"] = FilterField.ErrorCount,
        ["observationCount"] = FilterField.ObservationCount,
    });

    public static readonly FilterColumns Observations = new(new Dictionary<string, FilterField>(Shared, StringComparer.Ordinal)
    {
        ["startTime"] = FilterField.StartTime,
        ["traceId"] = FilterField.TraceId,
        ["parentObservationId"] = FilterField.ParentId,
        ["statusMessage"] = FilterField.StatusMessage,
        ["timeToFirstToken"] = FilterField.TimeToFirstToken,
        ["promptVersion"] = FilterField.PromptVersion,
    });

    public static readonly FilterColumns Scores = new(new Dictionary<string, FilterField>(StringComparer.Ordinal)
    {
        ["id"] = FilterField.Id,
        ["timestamp"] = FilterField.StartTime,
        ["name"] = FilterField.Name,
        ["environment"] = FilterField.Environment,
        ["traceId"] = FilterField.TraceId,
        ["observationId"] = FilterField.ObservationId,
        ["sessionId"] = FilterField.SessionId,
        ["datasetRunId"] = FilterField.DatasetRunId,
        ["dataType"] = FilterField.ScoreType,
        ["authorUserId"] = FilterField.Author,
        ["configId"] = FilterField.ConfigId,
        ["queueId"] = FilterField.QueueId,
        ["value"] = FilterField.ScoreNumber,
        ["stringValue"] = FilterField.ScoreText,
        ["source"] = FilterField.ScoreSource,
        ["metadata"] = FilterField.Metadata,
    });

    public IEnumerable<string> Names => fields.Keys;

    /// <summary>The field of a column, and how its words become ours where they differ.</summary>
    /// <exception cref="ApiException">There is no such column, or it does not take conditions of that type.</exception>
    public (FilterField Field, Func<string, object>? Map) Require(string column, string type)
    {
        if (!fields.TryGetValue(column, out var field))
        {
            throw ApiException.Invalid($"The filter column '{column}' does not exist. Use one of {string.Join(", ", fields.Keys.Order(StringComparer.Ordinal))}.");
        }

        // Scores by name come in two types: of numbers and of words.
        return type is "categoryOptions" or "stringObject" && field == FilterField.ScoreNumber
            ? (FilterField.ScoreText, null)
            : (field, field == FilterField.ScoreSource ? word => WireNames.ParseScoreSource(word) : null);
    }
}
