using System.Globalization;

namespace Observability.AspNetCore.Otlp.Spans;

/// <summary>Collects the fields of one span while it is read, and checks them together.</summary>
internal sealed class OtlpSpanDraft
{
    private const int ErrorStatus = 2;

    private readonly List<OtlpEvent> _events = [];
    private string? _traceId;
    private string? _spanId;
    private string? _parentSpanId;
    private bool _hasBadParent;

    public string Name { get; set; } = "";

    /// <summary>Nanoseconds since 1970; zero when it does not say.</summary>
    public ulong Start { get; set; }

    /// <summary>Nanoseconds since 1970; zero when it does not say.</summary>
    public ulong End { get; set; }

    public long StatusCode { get; set; }

    public string? StatusMessage { get; set; }

    public long DroppedEvents { get; set; }

    public OtlpAttributes Attributes { get; } = new();

    public void SetTraceId(ReadOnlySpan<byte> id) => _traceId = OtlpIds.Read(id, OtlpIds.TraceBytes);

    public void SetSpanId(ReadOnlySpan<byte> id) => _spanId = OtlpIds.Read(id, OtlpIds.SpanBytes);

    public void SetParentSpanId(ReadOnlySpan<byte> id)
    {
        _parentSpanId = OtlpIds.Read(id, OtlpIds.SpanBytes);
        _hasBadParent = _parentSpanId is null && !OtlpIds.IsNone(id);
    }

    /// <summary>Adds an event, or counts it as dropped when there are too many.</summary>
    public void Add(OtlpEvent @event)
    {
        if (_events.Count < OtlpLimits.MaxEvents)
        {
            _events.Add(@event);
        }
        else
        {
            DroppedEvents++;
        }
    }

    /// <summary>The span; null when it cannot be kept, with the reason.</summary>
    public OtlpSpan? ToSpan(OtlpOrigin origin, out string reason)
    {
        reason = Problem() ?? "";
        if (reason.Length > 0)
        {
            return null;
        }

        var start = OtlpTime.Read(Start == 0 ? End : Start)!.Value;
        return new OtlpSpan
        {
            Origin = origin,
            TraceId = _traceId!,
            SpanId = _spanId!,
            ParentSpanId = _parentSpanId,
            Name = Name,
            StartTime = start,
            EndTime = OtlpTime.Read(End) is { } end ? (end < start ? start : end) : null,
            Attributes = Attributes,
            Events = _events,
            DroppedEvents = DroppedEvents,
            IsError = StatusCode == ErrorStatus,
            StatusMessage = string.IsNullOrEmpty(StatusMessage) ? null : StatusMessage,
        };
    }

    private string? Problem()
    {
        if (_traceId is null)
        {
            return "A trace id is not 16 bytes that are not all zero.";
        }

        if (_spanId is null || _hasBadParent)
        {
            return "A span id is not 8 bytes that are not all zero.";
        }

        return Start == 0 && End == 0 ? string.Create(CultureInfo.InvariantCulture, $"The span {_spanId} has no time.") : null;
    }
}
