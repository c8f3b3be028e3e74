using Microsoft.Extensions.Primitives;
using Observability.AspNetCore.Http;

namespace Observability.AspNetCore.Query;

/// <summary>Text; null when it is missing or empty.</summary>
internal sealed class TextParameter(string name, string description, int maxLength = 1000) : QueryParameter<string?>(name, description)
{
    public override string Type => "string";

    public override string? Read(StringValues given, List<ApiIssue> issues)
    {
        var text = given.Count == 0 ? null : given[0];
        if (text?.Length > maxLength)
        {
            issues.Add(ApiIssue.TooLong("string", maxLength, Name));
            return null;
        }

        return string.IsNullOrEmpty(text) ? null : text;
    }
}
