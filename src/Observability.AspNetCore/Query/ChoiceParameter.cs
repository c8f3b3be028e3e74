using Microsoft.Extensions.Primitives;
using Observability.AspNetCore.Http;

namespace Observability.AspNetCore.Query;

/// <summary>One of a fixed set of words; null when it is missing.</summary>
internal sealed class ChoiceParameter(string name, string description, IReadOnlyList<string> values) : QueryParameter<string?>(name, description)
{
    public override string Type => "string";

    public override IReadOnlyList<string> Values => values;

    public override string? Read(StringValues given, List<ApiIssue> issues)
    {
        if (given.Count == 0 || string.IsNullOrEmpty(given[0]))
        {
            return null;
        }

        if (values.Contains(given[0], StringComparer.Ordinal))
        {
            return given[0];
        }

        issues.Add(ApiIssue.InvalidValue(values, Name));
        return null;
    }
}
