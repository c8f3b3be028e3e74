namespace Observability.ApiClientGenerator.Model;

/// <summary>A property of a schema, or a parameter of a query.</summary>
internal sealed class ApiProperty(string jsonName, string name, ApiType type, string summary)
{
    public string JsonName { get; } = jsonName;

    public string Name { get; } = name;

    public ApiType Type { get; } = type;

    public string Summary { get; } = summary;
}
