using System.Collections.Generic;

namespace Observability.ApiClientGenerator.Model;

/// <summary>A schema that becomes a record.</summary>
internal sealed class ApiSchema(string name, string summary, IReadOnlyList<ApiProperty> properties)
{
    public string Name { get; } = name;

    public string Summary { get; } = summary;

    public IReadOnlyList<ApiProperty> Properties { get; } = properties;
}
