namespace Observability.AspNetCore.Otlp.Spans;

/// <summary>The spans of one request, and what became of those that could not be read.</summary>
internal sealed class OtlpRequest
{
    private const int MaxReasons = 3;

    private readonly List<OtlpSpan> _spans = [];
    private readonly List<string> _reasons = [];
    private int _values;

    public IReadOnlyList<OtlpSpan> Spans => _spans;

    /// <summary>How many spans were rejected.</summary>
    public int Rejected { get; private set; }

    /// <summary>Why; null when none was.</summary>
    public string? Reason => _reasons.Count == 0 ? null : string.Join(' ', _reasons);

    /// <summary>Whether the request has so many spans or values that no more are read.</summary>
    public bool IsFull => _spans.Count + Rejected >= OtlpLimits.MaxSpans || _values > OtlpLimits.MaxValues;

    /// <summary>Counts a value before it is read; false when there are too many.</summary>
    public bool TryCountValue() => ++_values <= OtlpLimits.MaxValues;

    public void Add(OtlpSpanDraft draft, OtlpOrigin origin)
    {
        if (IsFull)
        {
            RejectOver();
        }
        else if (draft.ToSpan(origin, out var reason) is { } span)
        {
            _spans.Add(span);
        }
        else
        {
            Reject(reason);
        }
    }

    /// <summary>Rejects a span.</summary>
    public void Reject(string reason)
    {
        Rejected++;
        if (_reasons.Count < MaxReasons && !_reasons.Contains(reason))
        {
            _reasons.Add(reason);
        }
    }

    /// <summary>Rejects a span because there are too many.</summary>
    public void RejectOver() =>
        Reject($"A request may have {OtlpLimits.MaxSpans} spans with {OtlpLimits.MaxValues} values. Send smaller batches.");
}
