using Observability.Model;
using Observability.Storage.LiteDb.Blocks;
using Observability.Storage.LiteDb.Telemetry;
using Observability.Storage.Query;

namespace Observability.Storage.LiteDb.Reading;

/// <summary>A trace and the file it is in.</summary>
internal readonly record struct StoredTrace(TelemetryFile File, TraceDocument Document)
{
    /// <summary>The trace as filters see it; <paramref name="selection"/> says which payloads it has.</summary>
    public DerivedTrace Derive(PayloadSelection selection)
    {
        if (selection == PayloadSelection.None)
        {
            return Document.Derived;
        }

        var said = File.ReadPayloads(Document.SaidPayload, selection);
        var isComplete = said is { Input: not null, Output: not null, Metadata: not null };
        var root = isComplete ? default : File.ReadPayloads(Document.RootPayload, selection);
        var cleared = Document.Said?.Cleared ?? TraceProperties.None;
        Payload? Derived(TraceProperties property, Payload? value) => cleared.HasFlag(property) ? null : value;
        var summary = Document.Derived.Summary;
        return Document.Derived with
        {
            Summary = summary with
            {
                Trace = summary.Trace with
                {
                    Input = said.Input ?? Derived(TraceProperties.Input, root.Input),
                    Output = said.Output ?? Derived(TraceProperties.Output, root.Output),
                    Metadata = said.Metadata ?? Derived(TraceProperties.Metadata, root.Metadata),
                },
            },
        };
    }

    /// <summary>The observations, in order of start, then id.</summary>
    public List<ObservationRecord> Observations(PayloadSelection selection)
    {
        var records = new List<ObservationRecord>(Document.Rows.Count);
        foreach (var (block, reader, row) in Rows())
        {
            var record = reader.Read(row);
            records.Add(selection == PayloadSelection.None
                ? record
                : File.ReadPayloads(block.Numbers(LeanColumn.Payload).ValueOr(row, 0), selection).ApplyTo(record));
        }

        records.Sort(static (x, y) => x.StartTime != y.StartTime ? x.StartTime.CompareTo(y.StartTime) : string.CompareOrdinal(x.Id.Value, y.Id.Value));
        return records;
    }

    /// <summary>The rows with the blocks that hold them.</summary>
    public IEnumerable<(LeanBlock Block, LeanRecordReader Reader, int Row)> Rows()
    {
        var number = -1L;
        LeanBlock? block = null;
        LeanRecordReader? reader = null;
        foreach (var (first, count) in Document.Rows.Runs)
        {
            if (BlockAddress.BlockOfRow(first) != number)
            {
                number = BlockAddress.BlockOfRow(first);
                block = null;
            }

            var index = BlockAddress.IndexOfRow(first);
            if (block is null || block.Count < index + count)
            {
                block = File.OpenLean(number, index + count);
                reader = block is null ? null : new LeanRecordReader(Document.Trace.Project, block);
            }

            for (var i = index; i < index + count && i < block?.Count; i++)
            {
                yield return (block!, reader!, i);
            }
        }
    }
}
