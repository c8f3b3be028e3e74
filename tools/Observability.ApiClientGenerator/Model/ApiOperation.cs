using System.Collections.Generic;
using System.Linq;

namespace Observability.ApiClientGenerator.Model;

/// <summary>One operation of the API: a method on the class of its group.</summary>
internal sealed class ApiOperation
{
    public ApiOperation(string group, string method, string path, string name, string summary)
    {
        Group = group;
        Method = method;
        Path = path;
        Name = name;
        Summary = summary;
    }

    public string Group { get; }

    public string Method { get; }

    public string Path { get; }

    public string Name { get; }

    public string Summary { get; }

    public IReadOnlyList<ApiProperty> PathParameters { get; set; } = [];

    public IReadOnlyList<ApiProperty> QueryParameters { get; set; } = [];

    /// <summary>The type of the body; null when it has none, or one of any content.</summary>
    public ApiType? Body { get; set; }

    /// <summary>Whether it takes a body that is no JSON of a known shape.</summary>
    public bool HasContentBody { get; set; }

    public ApiResult Result { get; set; }

    /// <summary>The type of a JSON answer or of an event's data.</summary>
    public ApiType? ResultType { get; set; }

    /// <summary>The record of its query parameters; null when it has none.</summary>
    public string? QueryType => QueryParameters.Any() ? Group + Name + "Query" : null;
}
