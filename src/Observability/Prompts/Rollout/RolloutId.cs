namespace Observability.Prompts.Rollout;

/// <summary>Identifies a rollout.</summary>
/// <remarks>Shape: any non-empty text; ours are UUIDs.</remarks>
public readonly record struct RolloutId
{
    private readonly string? _value;

    /// <summary>Creates an id from its text.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null, empty or white space.</exception>
    public RolloutId(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = value;
    }

    /// <summary>The text of the id; empty only for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
