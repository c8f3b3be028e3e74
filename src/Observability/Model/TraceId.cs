namespace Observability.Model;

/// <summary>Identifies a trace.</summary>
/// <remarks>Shape: 32 lower-case hex digits for traces made here (W3C trace-id); any non-empty text for traces received from other SDKs.</remarks>
public readonly record struct TraceId
{
    private readonly string? _value;

    /// <summary>Creates an id from its text.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null, empty or white space.</exception>
    public TraceId(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = value;
    }

    /// <summary>The text of the id; empty only for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
