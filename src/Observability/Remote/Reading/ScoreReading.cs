using Observability.Model;
using Observability.Wire;

namespace Observability.Remote.Reading;

/// <summary>Makes records of the scores a server answers with.</summary>
internal static class ScoreReading
{
    /// <summary>The score; null for one of a kind that is not known here.</summary>
    public static Score? Of(Api.Score wire, ProjectId project)
    {
        if (TargetOf(wire) is not { } target || ValueOf(wire) is not { } value)
        {
            return null;
        }

        return new Score
        {
            Project = project,
            Id = new ScoreId(wire.Id),
            Name = wire.Name,
            Value = value,
            Target = target,
            Timestamp = wire.Timestamp,
            Source = WireNames.ParseScoreSource(wire.Source),
            Comment = wire.Comment,
            Metadata = Values.Metadata(wire.Metadata),
            Author = wire.AuthorUserId,
            ConfigId = wire.ConfigId,
            QueueId = wire.QueueId,
            Environment = TraceEnvironment.Normalize(wire.Environment),
        };
    }

    private static ScoreValue? ValueOf(Api.Score wire) => wire.DataType switch
    {
        "NUMERIC" when wire.Value is { } number && double.IsFinite(number) => ScoreValue.Numeric(number),
        "BOOLEAN" => ScoreValue.Boolean(wire.Value is not (null or 0)),
        "CATEGORICAL" when Values.Text(wire.StringValue) is { } word => ScoreValue.Categorical(word),
        "TEXT" when Values.Text(wire.StringValue) is { } text => ScoreValue.FromText(text),
        "CORRECTION" when Values.Text(wire.StringValue) is { } text => ScoreValue.Correction(text),
        _ => (ScoreValue?)null,
    };

    private static ScoreTarget? TargetOf(Api.Score wire) => wire switch
    {
        { TraceId: { } trace, ObservationId: { } observation } => ScoreTarget.Observation(new TraceId(trace), new ObservationId(observation)),
        { TraceId: { } trace } => ScoreTarget.Trace(new TraceId(trace)),
        { SessionId: { } session } => ScoreTarget.Session(new SessionId(session)),
        { DatasetRunId: { } run } => ScoreTarget.DatasetRun(run),
        _ => null,
    };
}
