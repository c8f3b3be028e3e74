using Microsoft.Extensions.Primitives;
using Observability.AspNetCore.Http;

namespace Observability.AspNetCore.Query;

/// <summary>The groups of fields an answer holds, with commas between; groups nobody knows are ignored, as clients of the wire expect.</summary>
internal sealed class FieldGroupsParameter(string name, string description, IReadOnlyList<string> groups, IReadOnlyList<string> defaults)
    : QueryParameter<IReadOnlySet<string>>(name, description)
{
    public override string Type => "string";

    public override IReadOnlySet<string> Read(StringValues given, List<ApiIssue> issues)
    {
        var known = given
            .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(group => groups.Contains(group, StringComparer.Ordinal))
            .ToHashSet(StringComparer.Ordinal);
        return known.Count > 0 ? known : defaults.ToHashSet(StringComparer.Ordinal);
    }
}
