namespace Observability.Prompts;

/// <summary>Identifies one version of one prompt.</summary>
/// <remarks>Shape: any non-empty text; ours are UUIDs.</remarks>
public readonly record struct PromptId
{
    private readonly string? _value;

    /// <summary>Creates an id from its text.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null, empty or white space.</exception>
    public PromptId(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = value;
    }

    /// <summary>The text of the id; empty only for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
