using Microsoft.Extensions.Primitives;
using Observability.AspNetCore.Http;

namespace Observability.AspNetCore.Query;

/// <summary><c>true</c> or <c>false</c>; null when it is missing.</summary>
internal sealed class BooleanParameter(string name, string description) : QueryParameter<bool?>(name, description)
{
    public override string Type => "boolean";

    public override bool? Read(StringValues given, List<ApiIssue> issues)
    {
        if (given.Count == 0 || string.IsNullOrEmpty(given[0]))
        {
            return null;
        }

        if (bool.TryParse(given[0], out var flag))
        {
            return flag;
        }

        issues.Add(ApiIssue.InvalidValue(["true", "false"], Name));
        return null;
    }
}
