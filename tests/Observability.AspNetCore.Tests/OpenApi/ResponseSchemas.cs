using System.Globalization;
using System.Text.Json;

namespace Observability.AspNetCore.Tests.OpenApi;

/// <summary>The schemas of answers in an OpenAPI document, read once and walked for each answer: what is not described there is wrong.</summary>
internal sealed class ResponseSchemas
{
    private const string Root = "/api/public";

    private readonly JsonElement _document;
    private readonly ILookup<int, (string[] Template, JsonElement Operations)> _paths;

    private ResponseSchemas(JsonElement document)
    {
        _document = document;
        _paths = document.GetProperty("paths").EnumerateObject()
            .Select(path => (Template: path.Name.Split('/'), path.Value))
            .OrderBy(path => path.Template.Count(IsParameter))
            .ToLookup(path => path.Template.Length);
    }

    public static ResponseSchemas Read(string path) => new(JsonDocument.Parse(File.ReadAllBytes(path)).RootElement);

    /// <summary>The schema of an answer; errors that the document does not name have the one shape of errors. Null for what it does not describe.</summary>
    public JsonElement? Find(HttpMethod method, string path, int status)
    {
        var start = path.IndexOf(Root + "/", StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return null;
        }

        var segments = path[start..].TrimEnd('/').Split('/');
        var (template, operations) = _paths[segments.Length].FirstOrDefault(candidate => candidate.Template.Zip(segments).All(pair => IsParameter(pair.First) ? pair.Second.Length > 0 : pair.First == pair.Second));
        if (template is null || !operations.TryGetProperty(method.Method.ToLowerInvariant(), out var operation))
        {
            return null;
        }

        return operation.GetProperty("responses").TryGetProperty(status.ToString(CultureInfo.InvariantCulture), out var response)
            ? response.TryGetProperty("content", out var content) && content.TryGetProperty("application/json", out var json) ? json.GetProperty("schema") : null
            : status >= 400 ? Schema("ApiError") : throw new InvalidOperationException($"docs/openapi.json does not say that {method} {path} answers {status}.");
    }

    /// <summary>Adds what is wrong with a value.</summary>
    public void Check(JsonElement value, JsonElement schema, string path, List<string> wrong)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            Check(value, Schema(reference.GetString()!["#/components/schemas/".Length..]), path, wrong);
            return;
        }

        if (schema.TryGetProperty("oneOf", out var choices) || schema.TryGetProperty("anyOf", out choices))
        {
            CheckChoices(value, choices, path, wrong);
            return;
        }

        if (schema.TryGetProperty("type", out var type) && !IsOf(value, type))
        {
            wrong.Add($"{path} is {value.ValueKind} and not {type}");
            return;
        }

        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value)))
        {
            wrong.Add($"{path} is {value} and none of {words}");
        }

        if (value.ValueKind == JsonValueKind.String && schema.TryGetProperty("format", out var format) && format.ValueEquals("date-time") && !value.TryGetDateTimeOffset(out _))
        {
            wrong.Add($"{path} is '{value}' and no instant");
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            CheckFields(value, schema, path, wrong);
        }
        else if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            foreach (var (index, item) in value.EnumerateArray().Index())
            {
                Check(item, items, $"{path}[{index}]", wrong);
            }
        }
    }

    private void CheckChoices(JsonElement value, JsonElement choices, string path, List<string> wrong)
    {
        List<string>? nearest = null;
        foreach (var choice in choices.EnumerateArray())
        {
            List<string> against = [];
            Check(value, choice, path, against);
            nearest = nearest is null || against.Count < nearest.Count ? against : nearest;
        }

        wrong.AddRange(nearest!);
    }

    private void CheckFields(JsonElement value, JsonElement schema, string path, List<string> wrong)
    {
        foreach (var name in schema.TryGetProperty("required", out var required) ? required.EnumerateArray() : default)
        {
            if (!value.TryGetProperty(name.GetString()!, out _))
            {
                wrong.Add($"{path}.{name} is missing");
            }
        }

        var hasFields = schema.TryGetProperty("properties", out var fields);
        var isOpen = schema.TryGetProperty("additionalProperties", out var others);
        foreach (var property in value.EnumerateObject())
        {
            if (hasFields && fields.TryGetProperty(property.Name, out var field))
            {
                Check(property.Value, field, $"{path}.{property.Name}", wrong);
            }
            else if (isOpen)
            {
                Check(property.Value, others, $"{path}.{property.Name}", wrong);
            }
            else if (hasFields)
            {
                wrong.Add($"{path}.{property.Name} is not described");
            }
        }
    }

    private JsonElement Schema(string name) => _document.GetProperty("components").GetProperty("schemas").GetProperty(name);

    private static bool IsParameter(string segment) => segment.StartsWith('{');

    private static bool IsOf(JsonElement value, JsonElement type) => type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(one => IsOf(value, one)) : type.GetString() switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && decimal.IsInteger(number),
        "number" => value.ValueKind == JsonValueKind.Number,
        "array" => value.ValueKind == JsonValueKind.Array,
        _ => value.ValueKind == JsonValueKind.Object,
    };
}
