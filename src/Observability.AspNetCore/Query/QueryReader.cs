using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;

namespace Observability.AspNetCore.Query;

/// <summary>Reads the query of one request and gathers everything that is wrong with it, so that a client hears of it at once.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    private readonly List<ApiIssue> _issues = [];

    public T Read<T>(QueryParameter<T> parameter) => parameter.Read(query[parameter.Name], _issues);

    public bool Has(QueryParameter parameter) => query.ContainsKey(parameter.Name);

    /// <exception cref="ApiException">Something that was read so far is not valid.</exception>
    public void ThrowIfInvalid()
    {
        if (_issues.Count > 0)
        {
            throw ApiException.Invalid(_issues);
        }
    }
}
