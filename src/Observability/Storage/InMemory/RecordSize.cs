using Observability.Model;

namespace Observability.Storage.InMemory;

/// <summary>Estimates the memory of a record: its payloads and a flat amount for the rest.</summary>
internal static class RecordSize
{
    private const int Flat = 800;

    public static long Of(ObservationRecord record) =>
        Flat + Of(record.Input) + Of(record.Output) + Of(record.Metadata) + Of(record.Parameters) + (2L * (record.StatusMessage?.Length ?? 0));

    public static long Of(TraceRecord? record) => record is null ? 0 : Flat + Of(record.Input) + Of(record.Output) + Of(record.Metadata);

    public static long Of(Score score) => Flat + Of(score.Metadata) + (2L * ((score.Comment?.Length ?? 0) + (score.Value.Text?.Length ?? 0)));

    private static long Of(Payload? payload) => payload?.Length ?? 0;
}
