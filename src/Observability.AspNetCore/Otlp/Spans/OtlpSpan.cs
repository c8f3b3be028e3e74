namespace Observability.AspNetCore.Otlp.Spans;

/// <summary>A span as it was received, whatever form it came in.</summary>
internal sealed class OtlpSpan
{
    public required OtlpOrigin Origin { get; init; }

    /// <summary>32 lower-case hex digits.</summary>
    public required string TraceId { get; init; }

    /// <summary>16 lower-case hex digits.</summary>
    public required string SpanId { get; init; }

    /// <summary>16 lower-case hex digits; null for a root.</summary>
    public string? ParentSpanId { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset StartTime { get; init; }

    public DateTimeOffset? EndTime { get; init; }

    public OtlpAttributes Attributes { get; init; } = OtlpAttributes.None;

    public IReadOnlyList<OtlpEvent> Events { get; init; } = [];

    /// <summary>How many events were dropped, by the sender or here.</summary>
    public long DroppedEvents { get; init; }

    /// <summary>Whether its status is an error.</summary>
    public bool IsError { get; init; }

    public string? StatusMessage { get; init; }
}
