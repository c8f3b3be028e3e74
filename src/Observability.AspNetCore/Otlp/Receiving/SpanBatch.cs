using Observability.AspNetCore.Otlp.Mapping;
using Observability.AspNetCore.Otlp.Spans;
using Observability.Model;
using Observability.Pipeline;
using Observability.Storage;
using Observability.Storage.Query;

namespace Observability.AspNetCore.Otlp.Receiving;

/// <summary>Collects the records of spans until there are enough to write them together.</summary>
/// <param name="mapper">Makes the records.</param>
/// <param name="queueBytes">What the queue takes at most: a batch leaves room for others in it.</param>
internal sealed class SpanBatch(SpanMapper mapper, long queueBytes)
{
    private readonly long _maxBytes = Math.Min(OtlpLimits.MaxBatchBytes, queueBytes / 4);
    private List<ObservationRecord> _observations = [];
    private Dictionary<TraceId, TraceRecord> _traces = [];
    private long _bytes;

    public bool IsFull => _observations.Count >= OtlpLimits.MaxBatchSpans || _bytes >= _maxBytes;

    /// <summary>Adds a span; false when it alone would fill the queue.</summary>
    public bool TryAdd(OtlpSpan span)
    {
        var observation = mapper.Map(span);
        var said = mapper.MapTrace(span, observation);
        var bytes = RecordSize.Of(new TelemetryBatch { Observations = [observation], Traces = said is null ? [] : [said] });
        if (bytes > queueBytes)
        {
            return false;
        }

        _bytes += bytes;
        _observations.Add(observation);
        if (said is not null)
        {
            _traces[said.Id] = _traces.TryGetValue(said.Id, out var known) ? Merge(known, said) : said;
        }

        return true;
    }

    /// <summary>Returns what was collected and begins anew.</summary>
    public TelemetryBatch Take()
    {
        var batch = new TelemetryBatch { Observations = _observations, Traces = [.. _traces.Values] };
        _observations = [];
        _traces = [];
        _bytes = 0;
        return batch;
    }

    // A trace begins with its earliest span, in whatever order they come.
    private static TraceRecord Merge(TraceRecord known, TraceRecord said) =>
        TraceMerge.Merge(known, said) with { Timestamp = known.Timestamp < said.Timestamp ? known.Timestamp : said.Timestamp };
}
