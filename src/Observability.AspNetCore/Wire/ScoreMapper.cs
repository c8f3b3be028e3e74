using Observability.Model;
using Observability.Storage;

namespace Observability.AspNetCore.Wire;

/// <summary>Puts scores in the wire's shapes.</summary>
internal static class ScoreMapper
{
    /// <param name="score">The score.</param>
    /// <param name="form">One of <see cref="ScoreForms"/>.</param>
    /// <param name="trace">The judged trace, in lists.</param>
    public static WireScore ToWire(Score score, IReadOnlySet<string> form, TraceSummary? trace = null) => new()
    {
        Groups = form,
        Id = score.Id.Value,
        ProjectId = score.Project.Value,
        Environment = score.Environment,
        Name = score.Name,
        Value = score.Value.Type == ScoreValueType.Text ? null : score.Value.Number,
        Source = WireNames.Of(score.Source),
        AuthorUserId = score.Author,
        Comment = score.Comment,
        Metadata = JsonPayload.OrEmptyObject(score.Metadata),
        ConfigId = score.ConfigId,
        QueueId = score.QueueId,
        CreatedAt = score.Timestamp,
        UpdatedAt = score.Timestamp,
        Timestamp = score.Timestamp,
        TraceId = score.Target.TraceId?.Value,
        ObservationId = score.Target.ObservationId?.Value,
        SessionId = score.Target.SessionId?.Value,
        DatasetRunId = score.Target.DatasetRunId,
        StringValue = score.Value.Type == ScoreValueType.Boolean ? (score.Value.Number == 0 ? "False" : "True") : score.Value.Text,
        DataType = WireNames.Of(score.Value.Type),
        Trace = trace is null ? null : ToWire(trace.Trace, form),
    };

    public static WireScoreV3 ToWireV3(Score score, IReadOnlySet<string> groups) => new()
    {
        Groups = groups,
        Id = score.Id.Value,
        ProjectId = score.Project.Value,
        Name = score.Name,
        Source = WireNames.Of(score.Source),
        Timestamp = score.Timestamp,
        Environment = score.Environment,
        CreatedAt = score.Timestamp,
        UpdatedAt = score.Timestamp,
        DataType = WireNames.Of(score.Value.Type),
        Value = new JsonPayload(score.Value.Type switch
        {
            ScoreValueType.Numeric => Payload.FromValue(score.Value.Number),
            ScoreValueType.Boolean => Payload.FromValue(score.Value.Number != 0),
            _ => Payload.FromText(score.Value.Text!),
        }),
        Comment = score.Comment,
        ConfigId = score.ConfigId,
        Metadata = JsonPayload.OrEmptyObject(score.Metadata),
        Subject = SubjectOf(score.Target),
        AuthorUserId = score.Author,
        QueueId = score.QueueId,
    };

    private static WireScoreSubject? SubjectOf(ScoreTarget target) => target switch
    {
        { ObservationId: { } observation } => new WireScoreSubject("observation", observation.Value, target.TraceId?.Value),
        { TraceId: { } trace } => new WireScoreSubject("trace", trace.Value),
        { SessionId: { } session } => new WireScoreSubject("session", session.Value),
        { DatasetRunId: { } run } => new WireScoreSubject("experiment", run),
        _ => null,
    };

    private static WireScoreTrace ToWire(TraceRecord trace, IReadOnlySet<string> form) =>
        new(trace.UserId?.Value, trace.Tags, trace.Environment ?? TraceEnvironment.Default) { Groups = form, SessionId = trace.SessionId?.Value };
}
