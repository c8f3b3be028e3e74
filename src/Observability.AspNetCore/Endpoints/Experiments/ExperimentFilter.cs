using System.Text.Json;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.Storage;

namespace Observability.AspNetCore.Endpoints.Experiments;

/// <summary>Conditions on the few texts that experiments are chosen by.</summary>
/// <typeparam name="T">What is chosen.</typeparam>
/// <param name="columns">The texts by the names of the wire.</param>
internal sealed class ExperimentFilter<T>(IReadOnlyDictionary<string, Func<T, string?>> columns)
{
    private readonly List<Func<T, bool>> _conditions = [];

    public bool Matches(T value) => _conditions.TrueForAll(condition => condition(value));

    /// <summary>Only those whose text is one of these; none means any.</summary>
    public ExperimentFilter<T> AnyOf(string column, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            _conditions.Add(value => values.Contains(columns[column](value) ?? "", StringComparer.Ordinal));
        }

        return this;
    }

    /// <summary>Only those for which the conditions of the filter language hold.</summary>
    /// <exception cref="ApiException">It is not valid, or names another column.</exception>
    public ExperimentFilter<T> Add(string? json)
    {
        if (json is null)
        {
            return this;
        }

        var issues = new List<ApiIssue>();
        foreach (var (index, element) in Parse(json).Index())
        {
            if (FilterCondition.Read(element, ["filter", index.ToString(System.Globalization.CultureInfo.InvariantCulture)], issues) is not { } condition)
            {
                continue;
            }

            if (!columns.TryGetValue(condition.Column, out var text) || condition.Type is not ("string" or "stringOptions"))
            {
                throw ApiException.Invalid($"The filter column '{condition.Column}' does not exist or is no text. Use one of {string.Join(", ", columns.Keys)} with the type string or stringOptions.");
            }

            var values = condition.Values.OfType<string>().ToList();
            _conditions.Add(value => Holds(condition.Operator, text(value) ?? "", values));
        }

        return issues.Count == 0 ? this : throw ApiException.Invalid(issues);
    }

    private static List<JsonElement> Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Take(50).Select(element => element.Clone())]
                : throw ApiException.Invalid(ApiIssue.InvalidType("array", JsonNames.TypeOf(document.RootElement), "filter"));
        }
        catch (JsonException)
        {
            throw ApiException.Invalid("Invalid JSON in filter parameter");
        }
    }

    private static bool Holds(FilterOperator op, string text, List<string> values) => op switch
    {
        FilterOperator.AnyOf => values.Contains(text, StringComparer.Ordinal),
        FilterOperator.NoneOf => !values.Contains(text, StringComparer.Ordinal),
        FilterOperator.NotEqual => text != values[0],
        FilterOperator.Contains => text.Contains(values[0], StringComparison.Ordinal),
        FilterOperator.NotContains => !text.Contains(values[0], StringComparison.Ordinal),
        FilterOperator.StartsWith => text.StartsWith(values[0], StringComparison.Ordinal),
        FilterOperator.EndsWith => text.EndsWith(values[0], StringComparison.Ordinal),
        _ => text == values[0],
    };
}
