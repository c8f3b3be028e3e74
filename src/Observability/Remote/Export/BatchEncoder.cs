using Observability.Model;
using Observability.Remote.Delivery;
using Observability.Storage;
using Observability.Storage.Query;

namespace Observability.Remote.Export;

/// <summary>Encodes a batch as parcels: observations as spans with what was said about their traces, the rest as events. Not thread-safe.</summary>
internal sealed class BatchEncoder
{
    /// <summary>The most bytes of the items of one parcel, but for a single larger item. Servers take 4.5 MB of events and more of spans.</summary>
    public const int MaxParcelBytes = 3 * 1024 * 1024;

    private readonly SpanEncoder _spans = new();
    private readonly EventEncoder _events = new();

    public IReadOnlyList<Parcel> Encode(TelemetryBatch batch)
    {
        var said = Said(batch.Traces);
        List<ParcelItem> spans = [];
        List<ParcelItem> events = [];
        var carriers = Carriers(batch.Observations, said);
        foreach (var record in batch.Observations)
        {
            if (!SpanEncoder.CanEncode(record))
            {
                AddEvents(record, events);
            }
            else if (carriers.TryGetValue(record.TraceId, out var carrier) && ReferenceEquals(carrier, record))
            {
                var trace = said[record.TraceId];
                spans.Add(new(_spans.Encode(record, trace.Record), 1 + trace.Count));
                said.Remove(record.TraceId);
            }
            else
            {
                spans.Add(new(_spans.Encode(record, null), 1));
            }
        }

        events.AddRange(said.Values.Select(trace => new ParcelItem(_events.Encode(trace.Record), trace.Count)));
        events.AddRange(batch.Scores.Select(score => new ParcelItem(_events.Encode(score), 1)));
        return [.. Cut(ParcelKind.Spans, spans), .. Cut(ParcelKind.Events, events)];
    }

    /// <summary>What was said about each trace, in one record.</summary>
    private static Dictionary<TraceId, (TraceRecord Record, int Count)> Said(IReadOnlyList<TraceRecord> traces)
    {
        Dictionary<TraceId, (TraceRecord Record, int Count)> said = [];
        foreach (var trace in traces)
        {
            said[trace.Id] = said.TryGetValue(trace.Id, out var known) ? (TraceMerge.Merge(known.Record, trace), known.Count + 1) : (trace, 1);
        }

        return said;
    }

    /// <summary>The observation of each trace that can carry what was said about it: its root, or else any.</summary>
    private static Dictionary<TraceId, ObservationRecord> Carriers(IReadOnlyList<ObservationRecord> records, Dictionary<TraceId, (TraceRecord Record, int Count)> said)
    {
        Dictionary<TraceId, ObservationRecord> carriers = [];
        if (said.Count == 0)
        {
            return carriers;
        }

        foreach (var record in records)
        {
            if (said.TryGetValue(record.TraceId, out var trace) && SpanEncoder.CanEncode(record) && SpanEncoder.CanCarry(record, trace.Record)
                && (record.ParentId is null || !carriers.ContainsKey(record.TraceId)))
            {
                carriers[record.TraceId] = record;
            }
        }

        return carriers;
    }

    private static IEnumerable<Parcel> Cut(ParcelKind kind, List<ParcelItem> items)
    {
        var start = 0;
        var bytes = 0L;
        for (var i = 0; i < items.Count; i++)
        {
            if (i > start && bytes + items[i].Bytes.Length > MaxParcelBytes)
            {
                yield return new Parcel(kind, items[start..i]);
                start = i;
                bytes = 0;
            }

            bytes += items[i].Bytes.Length;
        }

        if (start < items.Count)
        {
            yield return new Parcel(kind, items[start..]);
        }
    }

    /// <summary>An event has no place for what an observation knows of its trace: that goes before it as an event of its own.</summary>
    private void AddEvents(ObservationRecord record, List<ParcelItem> events)
    {
        if (record.TraceName is not null || record.UserId is not null || record.SessionId is not null || record.Release is not null || record.Tags.Count > 0)
        {
            events.Add(new(_events.Encode(new TraceRecord
            {
                Id = record.TraceId,
                Timestamp = record.StartTime,
                Name = record.TraceName,
                UserId = record.UserId,
                SessionId = record.SessionId,
                Release = record.Release,
                Tags = record.Tags,
            }), 0));
        }

        events.Add(new(_events.Encode(record), 1));
    }
}
