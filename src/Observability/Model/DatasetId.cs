namespace Observability.Model;

/// <summary>Identifies a dataset.</summary>
/// <remarks>Shape: any non-empty text.</remarks>
public readonly record struct DatasetId
{
    private readonly string? _value;

    /// <summary>Creates an id from its text.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null, empty or white space.</exception>
    public DatasetId(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = value;
    }

    /// <summary>The text of the id; empty only for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
