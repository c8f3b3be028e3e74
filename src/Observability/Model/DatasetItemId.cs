namespace Observability.Model;

/// <summary>Identifies an item of a dataset, in all of its versions.</summary>
/// <remarks>Shape: any non-empty text.</remarks>
public readonly record struct DatasetItemId
{
    private readonly string? _value;

    /// <summary>Creates an id from its text.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null, empty or white space.</exception>
    public DatasetItemId(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = value;
    }

    /// <summary>The text of the id; empty only for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
