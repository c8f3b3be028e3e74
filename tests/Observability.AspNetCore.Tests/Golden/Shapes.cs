using System.Text.Json;

namespace Observability.AspNetCore.Tests.Golden;

/// <summary>Which fields objects of the wire have, and the types of these.</summary>
/// <remarks>
/// A type is a word of JSON, the name of a shape, <c>any</c>, several with <c>|</c> between, or one of these with <c>[]</c>; <c>?</c> allows null. A field whose name
/// ends with <c>?</c> may be missing. <c>page of x</c> and <c>list of x</c> are what lists answer.
/// </remarks>
internal sealed class Shapes(IReadOnlyDictionary<string, Dictionary<string, string>> shapes)
{
    /// <summary>What is wrong with a value; nothing when it has the type.</summary>
    public IEnumerable<string> Check(JsonElement value, string type, string path = "$")
    {
        if (type.StartsWith("page of ", StringComparison.Ordinal))
        {
            return CheckFields(value, new() { ["data"] = type["page of ".Length..] + "[]", ["meta"] = "pageMeta" }, path);
        }

        if (type.StartsWith("list of ", StringComparison.Ordinal))
        {
            return CheckFields(value, new() { ["data"] = type["list of ".Length..] + "[]" }, path);
        }

        var isNullable = type.EndsWith('?');
        var types = type.TrimEnd('?').Split('|');
        if (types.Contains("any") || (isNullable && value.ValueKind == JsonValueKind.Null) || types.Contains(WordOf(value)))
        {
            return [];
        }

        return types switch
        {
            [var only] when only.EndsWith("[]", StringComparison.Ordinal) && value.ValueKind == JsonValueKind.Array =>
                value.EnumerateArray().SelectMany((item, index) => Check(item, only[..^2], $"{path}[{index}]")),
            [var only] when shapes.TryGetValue(only, out var fields) => CheckFields(value, fields, path),
            _ => [$"{path} is {WordOf(value)} and not {type}"],
        };
    }

    private IEnumerable<string> CheckFields(JsonElement value, Dictionary<string, string> fields, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return [$"{path} is {WordOf(value)} and no object"];
        }

        var wrong = new List<string>();
        foreach (var (field, type) in fields)
        {
            if (value.TryGetProperty(field.TrimEnd('?'), out var found))
            {
                wrong.AddRange(Check(found, type, $"{path}.{field.TrimEnd('?')}"));
            }
            else if (!field.EndsWith('?'))
            {
                wrong.Add($"{path}.{field} is missing");
            }
        }

        wrong.AddRange(value.EnumerateObject().Select(property => property.Name).Where(name => !fields.ContainsKey(name) && !fields.ContainsKey(name + "?")).Select(name => $"{path}.{name} is not of the wire"));
        return wrong;
    }

    private static string WordOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString().ToLowerInvariant(),
    };
}
