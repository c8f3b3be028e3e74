namespace Observability.AspNetCore.Query;

/// <summary>A parameter of the query string: what it means, for the API's description, and how it is read.</summary>
internal abstract class QueryParameter(string name, string description)
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    /// <summary>The JSON type in the API's description: string, number, integer, boolean or array (of strings).</summary>
    public abstract string Type { get; }

    public virtual string? Format => null;

    public virtual IReadOnlyList<string>? Values => null;

    public virtual long? Minimum => null;

    public virtual long? Maximum => null;

    public virtual long? Default => null;
}
