namespace Observability.ApiClientGenerator.Model;

/// <summary>A type of C#.</summary>
internal sealed class ApiType(string name, bool isNullable, string? initializer = null, string? schema = null)
{
    /// <summary>The name without its question mark.</summary>
    public string Name { get; } = name;

    public bool IsNullable { get; } = isNullable;

    /// <summary>What a property of it that may not be null begins with.</summary>
    public string? Initializer { get; } = initializer;

    /// <summary>The schema it is the record of.</summary>
    public string? Schema { get; } = schema;

    public ApiType Nullable => new(Name, true, null, Schema);

    public override string ToString() => IsNullable ? Name + "?" : Name;
}
