using Observability.Model;
using Observability.Storage;

namespace Observability.Remote.Reading;

/// <summary>Makes summaries of the traces a server answers with.</summary>
internal static class TraceReading
{
    public static TraceSummary Of(Api.TraceListItem wire, ProjectId project) => new()
    {
        Trace = new TraceRecord
        {
            Project = project,
            Id = new TraceId(wire.Id),
            Timestamp = wire.Timestamp,
            Name = wire.Name,
            Input = Values.Payload(wire.Input),
            Output = Values.Payload(wire.Output),
            Metadata = Values.Metadata(wire.Metadata),
            Environment = TraceEnvironment.Normalize(wire.Environment),
            Release = wire.Release,
            Version = wire.Version,
            UserId = Values.User(wire.UserId),
            SessionId = Values.Session(wire.SessionId),
            Tags = wire.Tags,

            // The wire does not tell what was never said from what is not so.
            IsPublic = wire.Public ? true : null,
            IsBookmarked = wire.Bookmarked ? true : null,
        },
        StartTime = wire.StartTime == default ? wire.Timestamp : wire.StartTime,
        EndTime = wire.EndTime ?? (wire.StartTime == default && wire.Latency is >= 0 and var seconds ? wire.Timestamp.AddSeconds(seconds) : null),
        ObservationCount = wire.ObservationCount,
        ErrorCount = wire.ErrorCount,
        Level = ObservationReading.LevelOf(wire.Level),
        InputTokens = wire.InputTokens,
        OutputTokens = wire.OutputTokens,
        TotalTokens = wire.TotalTokens,
        TotalCost = CostOf(wire),
        HasEstimates = wire.UsageEstimated,
        Models = wire.Models,
    };

    public static TraceDetail Of(Api.TraceDetail wire, ProjectId project)
    {
        var summary = Of(ItemOf(wire), project);
        return new TraceDetail(
            summary,
            [.. wire.Observations.Select(observation => ObservationReading.Of(observation, project, summary.Trace)).OrderBy(record => record.StartTime).ThenBy(record => record.Id.Value, StringComparer.Ordinal)],
            [.. wire.Scores.Select(score => ScoreReading.Of(score, project)).OfType<Score>()]);
    }

    // Zero where no model was called, null where one was and nobody knows; -1 where it was not asked for.
    private static decimal? CostOf(Api.TraceListItem wire) =>
        wire.TotalCost is null or < 0 || (wire.TotalCost == 0 && wire.TotalTokens == 0 && wire.Models.Count == 0) ? null : Values.Amount(wire.TotalCost);

    // The two shapes share everything but what they hold of observations and scores.
    private static Api.TraceListItem ItemOf(Api.TraceDetail wire) => new()
    {
        Id = wire.Id,
        ProjectId = wire.ProjectId,
        Name = wire.Name,
        Timestamp = wire.Timestamp,
        Environment = wire.Environment,
        Tags = wire.Tags,
        Bookmarked = wire.Bookmarked,
        Release = wire.Release,
        Version = wire.Version,
        UserId = wire.UserId,
        SessionId = wire.SessionId,
        Public = wire.Public,
        Input = wire.Input,
        Output = wire.Output,
        Metadata = wire.Metadata,
        TotalCost = wire.TotalCost,
        Latency = wire.Latency,
        StartTime = wire.StartTime,
        EndTime = wire.EndTime,
        Level = wire.Level,
        ObservationCount = wire.ObservationCount,
        ErrorCount = wire.ErrorCount,
        InputTokens = wire.InputTokens,
        OutputTokens = wire.OutputTokens,
        TotalTokens = wire.TotalTokens,
        UsageEstimated = wire.UsageEstimated,
        Models = wire.Models,
    };
}
