using System.Text.Json;
using Observability.AspNetCore.Http;
using Observability.Storage;

namespace Observability.AspNetCore.Query;

/// <summary>One condition of the filter language: a typed comparison of a column.</summary>
internal sealed record FilterCondition(string Type, string Column, FilterOperator Operator, IReadOnlyList<object> Values, string? Key)
{
    private static readonly Dictionary<string, FilterOperator> Ordering = new(StringComparer.Ordinal)
    {
        ["="] = FilterOperator.Equal,
        ["<"] = FilterOperator.LessThan,
        ["<="] = FilterOperator.LessOrEqual,
        [">"] = FilterOperator.GreaterThan,
        [">="] = FilterOperator.GreaterOrEqual,
    };

    private static readonly Dictionary<string, FilterOperator> Text = new(StringComparer.Ordinal)
    {
        ["="] = FilterOperator.Equal,
        ["<>"] = FilterOperator.NotEqual,
        ["contains"] = FilterOperator.Contains,
        ["does not contain"] = FilterOperator.NotContains,
        ["starts with"] = FilterOperator.StartsWith,
        ["ends with"] = FilterOperator.EndsWith,
    };

    private static readonly Dictionary<string, FilterOperator> Options = new(StringComparer.Ordinal)
    {
        ["any of"] = FilterOperator.AnyOf,
        ["none of"] = FilterOperator.NoneOf,
    };

    private static readonly Dictionary<string, Dictionary<string, FilterOperator>> Operators = new(StringComparer.Ordinal)
    {
        ["datetime"] = Ordering,
        ["string"] = Text,
        ["number"] = new(Ordering, StringComparer.Ordinal) { ["<>"] = FilterOperator.NotEqual },
        ["stringOptions"] = Options,
        ["categoryOptions"] = Options,
        ["arrayOptions"] = new(Options, StringComparer.Ordinal) { ["all of"] = FilterOperator.AllOf },
        ["stringObject"] = Text,
        ["numberObject"] = new(Ordering, StringComparer.Ordinal) { ["<>"] = FilterOperator.NotEqual },
        ["boolean"] = new(StringComparer.Ordinal) { ["="] = FilterOperator.Equal, ["<>"] = FilterOperator.NotEqual },
        ["null"] = new(StringComparer.Ordinal) { ["is null"] = FilterOperator.IsNull, ["is not null"] = FilterOperator.IsNotNull },
    };

    /// <summary>Reads a condition; null when it is not valid, and then <paramref name="issues"/> says why.</summary>
    public static FilterCondition? Read(JsonElement condition, IReadOnlyList<string> path, List<ApiIssue> issues)
    {
        if (condition.GetText("type") is not { } type || !Operators.TryGetValue(type, out var operators))
        {
            issues.Add(ApiIssue.InvalidValue([.. Operators.Keys], [.. path, "type"]));
            return null;
        }

        if (condition.GetText("column") is not { Length: > 0 } column)
        {
            issues.Add(ApiIssue.InvalidType("string", JsonNames.TypeOf(condition.Get("column")), [.. path, "column"]));
            return null;
        }

        if (condition.GetText("operator") is not { } word || !operators.TryGetValue(word, out var op))
        {
            issues.Add(ApiIssue.InvalidValue([.. operators.Keys], [.. path, "operator"]));
            return null;
        }

        if (type == "null")
        {
            return new FilterCondition(type, column, op, [], condition.GetText("key"));
        }

        var value = condition.Get("value");
        if (ValuesOf(type, value) is not { } values)
        {
            issues.Add(type == "datetime"
                ? ApiIssue.InvalidDateTime([.. path, "value"])
                : ApiIssue.InvalidType(ExpectedOf(type), JsonNames.TypeOf(value), [.. path, "value"]));
            return null;
        }

        return new FilterCondition(type, column, op, values, condition.GetText("key"));
    }

    /// <exception cref="ApiException">The column is not there.</exception>
    public Filter ToFilter(FilterColumns columns)
    {
        var (field, map) = columns.Require(Column, Type);
        return new Filter(field, Operator, map is null ? Values : [.. Values.Select(value => value is string word ? map(word) : value)], Key);
    }

    private static IReadOnlyList<object>? ValuesOf(string type, JsonElement value) => type switch
    {
        "datetime" => value.ValueKind == JsonValueKind.String && InstantParameter.TryParse(value.GetString(), out var instant) ? [instant] : null,
        "number" or "numberObject" => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? [number] : null,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? [value.GetBoolean()] : null,
        "string" or "stringObject" => value.ValueKind == JsonValueKind.String ? [value.GetString()!] : null,
        _ => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
            : null,
    };

    private static string ExpectedOf(string type) => type switch
    {
        "number" or "numberObject" => "number",
        "boolean" => "boolean",
        "string" or "stringObject" => "string",
        _ => "array",
    };
}
