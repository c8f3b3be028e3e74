using Microsoft.Extensions.Primitives;
using Observability.AspNetCore.Http;

namespace Observability.AspNetCore.Query;

/// <summary>A parameter that is read as <typeparamref name="T"/>.</summary>
internal abstract class QueryParameter<T>(string name, string description) : QueryParameter(name, description)
{
    /// <summary>Reads the values given, none included; adds to <paramref name="issues"/> what is wrong with them.</summary>
    public abstract T Read(StringValues given, List<ApiIssue> issues);
}
