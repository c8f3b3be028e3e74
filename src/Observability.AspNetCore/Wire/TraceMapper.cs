using Observability.Model;
using Observability.Storage;

namespace Observability.AspNetCore.Wire;

/// <summary>Puts traces in the wire's shapes.</summary>
internal static class TraceMapper
{
    /// <summary>What stands for a figure that was not asked for.</summary>
    private const int NotAskedFor = -1;

    public static WireTraceListItem ToListItem(TraceSummary summary, IReadOnlySet<string> fields, IReadOnlyList<string> observations, IReadOnlyList<string> scores)
    {
        var (trace, hasIo, hasMetrics) = (summary.Trace, fields.Contains(TraceFields.Io), fields.Contains(TraceFields.Metrics));
        return new WireTraceListItem
        {
            Id = trace.Id.Value,
            ProjectId = trace.Project.Value,
            Name = string.IsNullOrEmpty(trace.Name) ? null : trace.Name,
            Timestamp = trace.Timestamp,
            Environment = trace.Environment ?? TraceEnvironment.Default,
            Tags = trace.Tags,
            Bookmarked = trace.IsBookmarked ?? false,
            Release = trace.Release,
            Version = trace.Version,
            UserId = trace.UserId?.Value,
            SessionId = trace.SessionId?.Value,
            Public = trace.IsPublic ?? false,
            Input = new JsonPayload(hasIo ? trace.Input : null),
            Output = new JsonPayload(hasIo ? trace.Output : null),
            Metadata = JsonPayload.OrEmptyObject(hasIo ? trace.Metadata : null),
            CreatedAt = trace.Timestamp,
            UpdatedAt = summary.EndTime ?? summary.StartTime,
            TotalCost = hasMetrics ? TotalCost(summary) : NotAskedFor,
            Latency = hasMetrics ? summary.Latency?.TotalSeconds : NotAskedFor,
            HtmlPath = HtmlPath(trace),
            StartTime = summary.StartTime,
            EndTime = summary.EndTime,
            Level = WireNames.Of(summary.Level),
            ObservationCount = summary.ObservationCount,
            ErrorCount = summary.ErrorCount,
            InputTokens = summary.InputTokens,
            OutputTokens = summary.OutputTokens,
            TotalTokens = summary.TotalTokens,
            UsageEstimated = summary.HasEstimates,
            Models = summary.Models,
            Observations = observations,
            Scores = scores,
        };
    }

    public static WireTraceDetail ToDetail(TraceDetail detail, IReadOnlySet<string> fields)
    {
        var item = ToListItem(detail.Summary, fields, [], []);
        return new WireTraceDetail
        {
            Id = item.Id,
            ProjectId = item.ProjectId,
            Name = item.Name,
            Timestamp = item.Timestamp,
            Environment = item.Environment,
            Tags = item.Tags,
            Bookmarked = item.Bookmarked,
            Release = item.Release,
            Version = item.Version,
            UserId = item.UserId,
            SessionId = item.SessionId,
            Public = item.Public,
            Input = item.Input,
            Output = item.Output,
            Metadata = item.Metadata,
            CreatedAt = item.CreatedAt,
            UpdatedAt = item.UpdatedAt,
            TotalCost = item.TotalCost,
            Latency = item.Latency,
            HtmlPath = item.HtmlPath,
            StartTime = item.StartTime,
            EndTime = item.EndTime,
            Level = item.Level,
            ObservationCount = item.ObservationCount,
            ErrorCount = item.ErrorCount,
            InputTokens = item.InputTokens,
            OutputTokens = item.OutputTokens,
            TotalTokens = item.TotalTokens,
            UsageEstimated = item.UsageEstimated,
            Models = item.Models,
            Scores = fields.Contains(TraceFields.Scores) ? [.. detail.Scores.Select(score => ScoreMapper.ToWire(score, ScoreForms.V1))] : [],

            // Not a list: ten thousand of them are made one by one while the answer is written.
            Observations = fields.Contains(TraceFields.Observations) ? detail.Observations.Select(ObservationMapper.ToWire) : [],
        };
    }

    /// <summary>The path that SDKs append to the server's address to open a trace.</summary>
    public static string HtmlPath(TraceRecord trace) =>
        $"/project/{Uri.EscapeDataString(trace.Project.Value)}/traces/{Uri.EscapeDataString(trace.Id.Value)}";

    /// <summary>Nothing was spent where no model was called; where one was and no price is known, nobody knows.</summary>
    private static decimal? TotalCost(TraceSummary summary) =>
        summary.TotalCost ?? (summary.Models.Count == 0 && summary.TotalTokens == 0 ? 0 : null);
}
