using System.Text.Json;

namespace Observability.AspNetCore.Reference;

/// <summary>Writes types the way people say them: <c>string or null</c>, <c>list of Score</c>, with a link to each named one.</summary>
internal static class SchemaWriter
{
    public static string AnchorOf(string type) => "type-" + type;

    public static void Type(HtmlWriter html, JsonElement schema)
    {
        if (ReferenceDocument.ReferenceOf(schema) is { } name)
        {
            html.Element("a", name, ("href", "#" + AnchorOf(name)));
        }
        else if (schema.TryGetProperty("oneOf", out var choices) || schema.TryGetProperty("anyOf", out choices))
        {
            // null last, as in "string or null".
            Choices(html, choices.EnumerateArray().OrderBy(choice => choice.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == "null"));
        }
        else if (schema.TryGetProperty("enum", out var values))
        {
            html.Text(string.Join(" | ", values.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? "null" : value.ToString())));
        }
        else
        {
            Plain(html, schema);
        }
    }

    /// <summary>What a value must keep to: range, default.</summary>
    public static string Limits(JsonElement schema)
    {
        List<string> limits = [];
        var hasMinimum = schema.TryGetProperty("minimum", out var minimum);
        var hasMaximum = schema.TryGetProperty("maximum", out var maximum);
        if (hasMinimum && hasMaximum)
        {
            limits.Add($"from {minimum} to {maximum}");
        }
        else if (hasMinimum)
        {
            limits.Add($"from {minimum}");
        }
        else if (hasMaximum)
        {
            limits.Add($"up to {maximum}");
        }

        if (schema.TryGetProperty("default", out var standard))
        {
            limits.Add($"default {standard}");
        }

        return string.Join(", ", limits);
    }

    private static void Choices(HtmlWriter html, IEnumerable<JsonElement> choices)
    {
        var isFirst = true;
        foreach (var choice in choices)
        {
            html.Text(isFirst ? "" : " or ");
            Type(html, choice);
            isFirst = false;
        }
    }

    private static void Plain(HtmlWriter html, JsonElement schema)
    {
        var words = !schema.TryGetProperty("type", out var type) ? []
            : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(word => word.GetString()!).ToList()
            : [type.GetString()!];
        if (words.Count == 0)
        {
            html.Text("any JSON");
            return;
        }

        if (words.Contains("array") && schema.TryGetProperty("items", out var items))
        {
            html.Text("list of ");
            Type(html, items);
        }
        else if (words.Contains("object") && schema.TryGetProperty("additionalProperties", out var values) && values.ValueKind == JsonValueKind.Object)
        {
            html.Text("map to ");
            Type(html, values);
        }
        else
        {
            var kind = string.Join(" or ", words.Where(word => word != "null"));
            html.Text(schema.TryGetProperty("format", out var format) && format.GetString() == "date-time" ? "instant" : kind);
        }

        html.Text(words.Contains("null") ? " or null" : "");
    }
}
