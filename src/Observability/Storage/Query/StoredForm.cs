using Observability.Model;

namespace Observability.Storage.Query;

/// <summary>Brings records into the form every store keeps: instants in UTC, cut to the microsecond.</summary>
internal static class StoredForm
{
    public static DateTimeOffset Of(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    public static ObservationRecord Of(ObservationRecord record) => record with
    {
        StartTime = Of(record.StartTime),
        EndTime = record.EndTime is { } end ? Of(end) : null,
        FirstTokenTime = record.FirstTokenTime is { } first ? Of(first) : null,
    };

    public static TraceRecord Of(TraceRecord record) => record with { Timestamp = Of(record.Timestamp) };

    public static Score Of(Score score) => score with { Timestamp = Of(score.Timestamp) };
}
