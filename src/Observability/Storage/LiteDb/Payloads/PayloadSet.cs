using Observability.Model;

namespace Observability.Storage.LiteDb.Payloads;

/// <summary>The payloads of one observation or trace.</summary>
internal readonly record struct PayloadSet(Payload? Input, Payload? Output, Payload? Metadata, Payload? Parameters)
{
    public bool IsEmpty => Input is null && Output is null && Metadata is null && Parameters is null;

    public static PayloadSet Of(ObservationRecord record) => new(record.Input, record.Output, record.Metadata, record.Parameters);

    public static PayloadSet Of(TraceRecord record) => new(record.Input, record.Output, record.Metadata, null);

    public PayloadSet Select(PayloadSelection selection) => new(
        selection.HasFlag(PayloadSelection.InputOutput) ? Input : null,
        selection.HasFlag(PayloadSelection.InputOutput) ? Output : null,
        selection.HasFlag(PayloadSelection.Metadata) ? Metadata : null,
        selection.HasFlag(PayloadSelection.Metadata) ? Parameters : null);

    public ObservationRecord ApplyTo(ObservationRecord record) => record with { Input = Input, Output = Output, Metadata = Metadata, Parameters = Parameters };
}
