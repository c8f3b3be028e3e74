namespace Observability.Model;

/// <summary>Identifies a project.</summary>
/// <remarks>Shape: any non-empty text; an embedded store has the one project <see cref="Default"/>.</remarks>
public readonly record struct ProjectId
{
    private readonly string? _value;

    /// <summary>Creates an id from its text.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null, empty or white space.</exception>
    public ProjectId(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = value;
    }

    /// <summary>The project of an embedded store and of requests that name none.</summary>
    public static ProjectId Default { get; } = new("default");

    /// <summary>The text of the id; empty only for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
