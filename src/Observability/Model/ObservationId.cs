namespace Observability.Model;

/// <summary>Identifies an observation.</summary>
/// <remarks>Shape: 16 lower-case hex digits for observations made here (W3C span-id); any non-empty text for observations received from other SDKs.</remarks>
public readonly record struct ObservationId
{
    private readonly string? _value;

    /// <summary>Creates an id from its text.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null, empty or white space.</exception>
    public ObservationId(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = value;
    }

    /// <summary>The text of the id; empty only for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
