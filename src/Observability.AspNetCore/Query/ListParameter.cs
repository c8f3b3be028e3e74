using Microsoft.Extensions.Primitives;
using Observability.AspNetCore.Http;

namespace Observability.AspNetCore.Query;

/// <summary>Several texts: the parameter repeated, or one with commas between where that is the custom.</summary>
internal sealed class ListParameter(string name, string description, bool splitAtCommas = false) : QueryParameter<IReadOnlyList<string>>(name, description)
{
    private const int MaxCount = 1000;

    public override string Type => "array";

    public override IReadOnlyList<string> Read(StringValues given, List<ApiIssue> issues)
    {
        var values = splitAtCommas
            ? given.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            : given.Where(value => !string.IsNullOrEmpty(value)).Select(value => value!);
        var list = values.Distinct(StringComparer.Ordinal).ToList();
        if (list.Count > MaxCount)
        {
            issues.Add(ApiIssue.TooLong("array", MaxCount, Name));
            return [];
        }

        return list;
    }
}
