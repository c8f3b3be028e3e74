using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Observability.AspNetCore.Reference;

/// <summary>Makes a command line of an operation that runs once the key is in the environment and the capitals are filled in.</summary>
internal sealed class RequestExample(ReferenceDocument document)
{
    private const int MaxDepth = 4;
    private const int MaxOptional = 3;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Of(ReferenceOperation operation)
    {
        var line = new StringBuilder("curl ");
        if (operation.Method != "GET")
        {
            line.Append("-X ").Append(operation.Method).Append(' ');
        }

        line.Append("-u \"$LANGFUSE_PUBLIC_KEY:$LANGFUSE_SECRET_KEY\" \\\n  \"$LANGFUSE_BASE_URL").Append(Address(operation)).Append('"');
        if (operation.Body is { } body)
        {
            var sample = Sample("", body, 0)?.ToJsonString(Indented).ReplaceLineEndings("\n") ?? "{}";
            line.Append(" \\\n  -H 'Content-Type: application/json' \\\n  -d '").Append(sample.Replace("'", @"'\''", StringComparison.Ordinal)).Append('\'');
        }
        else if (operation.TakesBytes)
        {
            line.Append(" \\\n  --data-binary @FILE");
        }

        return line.ToString();
    }

    private static string Address(ReferenceOperation operation)
    {
        var path = operation.Path;
        List<string> query = [];
        foreach (var parameter in operation.Parameters)
        {
            var name = parameter.GetProperty("name").GetString()!;
            if (parameter.GetProperty("in").GetString() == "path")
            {
                path = path.Replace($"{{{name}}}", Placeholder(name), StringComparison.Ordinal);
            }
            else if (name == "limit" || (parameter.TryGetProperty("required", out var required) && required.GetBoolean()))
            {
                query.Add($"{name}={(name == "limit" ? "10" : Placeholder(name))}");
            }
        }

        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    /// <summary><c>traceId</c> as <c>TRACE_ID</c>.</summary>
    private static string Placeholder(string name) =>
        string.Concat(name.Select((letter, index) => index > 0 && char.IsUpper(letter) ? "_" + letter : letter.ToString())).ToUpperInvariant();

    private JsonNode? Sample(string name, JsonElement schema, int depth)
    {
        schema = document.Resolve(schema);
        foreach (var choice in new[] { "oneOf", "anyOf" })
        {
            if (schema.TryGetProperty(choice, out var choices))
            {
                return Sample(name, choices.EnumerateArray().First(one => !one.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || type.GetString() != "null"), depth);
            }
        }

        if (schema.TryGetProperty("enum", out var values))
        {
            return JsonNode.Parse(values[0].GetRawText());
        }

        return TypeOf(schema) switch
        {
            "object" => depth < MaxDepth ? Object(schema, depth) : new JsonObject(),
            "array" => depth < MaxDepth && schema.TryGetProperty("items", out var items) ? new JsonArray(Sample(name, items, depth + 1)) : new JsonArray(),
            "integer" => schema.TryGetProperty("minimum", out var minimum) ? JsonNode.Parse(minimum.GetRawText()) : 1,
            "number" => 0.5,
            "boolean" => true,
            "string" when schema.TryGetProperty("format", out var format) && format.GetString() == "date-time" => "2026-01-31T09:30:00Z",
            "string" => name.Length == 0 ? "text" : Placeholder(name),
            _ => new JsonObject(),
        };
    }

    // What is required; where nothing is, some of what there is.
    private JsonObject Object(JsonElement schema, int depth)
    {
        var sample = new JsonObject();
        if (!schema.TryGetProperty("properties", out var properties))
        {
            return sample;
        }

        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(item => item.GetString()!).ToHashSet(StringComparer.Ordinal) : [];
        foreach (var property in properties.EnumerateObject().Where(property => required.Count == 0 || required.Contains(property.Name)).Take(required.Count == 0 ? MaxOptional : int.MaxValue))
        {
            sample[property.Name] = Sample(property.Name, property.Value, depth + 1);
        }

        return sample;
    }

    private static string? TypeOf(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? schema.TryGetProperty("properties", out _) ? "object" : null
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(word => word.GetString()).FirstOrDefault(word => word != "null")
        : type.GetString();
}
