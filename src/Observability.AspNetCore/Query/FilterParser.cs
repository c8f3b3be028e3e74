using System.Text.Json;
using Observability.AspNetCore.Http;
using Observability.Storage;

namespace Observability.AspNetCore.Query;

/// <summary>Reads the filter language of the wire: a JSON array of conditions.</summary>
internal static class FilterParser
{
    /// <summary>The most characters of a filter.</summary>
    public const int MaxLength = 16_000;

    private const int MaxConditions = 50;

    private const string Root = "filter";

    /// <exception cref="ApiException">It is not valid, or names a column or operator that is not there.</exception>
    public static IReadOnlyList<Filter> Parse(string? json, FilterColumns columns)
    {
        if (json is null)
        {
            return [];
        }

        using var document = ParseJson(json);
        return Parse(document.RootElement, columns, Root);
    }

    /// <exception cref="ApiException">It is not valid, or names a column or operator that is not there.</exception>
    public static IReadOnlyList<Filter> Parse(JsonElement conditions, FilterColumns columns, params IReadOnlyList<string> path)
    {
        if (conditions.ValueKind != JsonValueKind.Array)
        {
            throw ApiException.Invalid(ApiIssue.InvalidType("array", JsonNames.TypeOf(conditions), path));
        }

        if (conditions.GetArrayLength() > MaxConditions)
        {
            throw ApiException.Invalid(ApiIssue.TooLong("array", MaxConditions, path));
        }

        var issues = new List<ApiIssue>();
        var filters = new List<Filter>();
        foreach (var (index, condition) in conditions.EnumerateArray().Index())
        {
            if (FilterCondition.Read(condition, [.. path, index.ToString(System.Globalization.CultureInfo.InvariantCulture)], issues)?.ToFilter(columns) is { } filter)
            {
                filters.Add(filter);
            }
        }

        return issues.Count == 0 ? filters : throw ApiException.Invalid(issues);
    }

    private static JsonDocument ParseJson(string json)
    {
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
        }
        catch (JsonException)
        {
            throw ApiException.Invalid("Invalid JSON in filter parameter");
        }
    }
}
