using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Observability.Evaluation.Json;

/// <summary>Says a JSON Schema in the keywords that the validator knows, and takes out of it what would make checking unsafe.</summary>
/// <remarks>
/// <c>$defs</c>, <c>const</c>, <c>prefixItems</c> and <c>if</c> become their older forms; patterns become formats, which are matched in linear
/// time; references may only lead into the schema itself. What cannot be checked is refused, for a rule that is silently not enforced is worse than none.
/// </remarks>
internal sealed class JsonSchemaRewriter
{
    private const int MaxDepth = 64;
    private const string PatternFormat = "pattern-";

    private static readonly HashSet<string> Unsupported = new(StringComparer.Ordinal)
    {
        "patternProperties", "contains", "minContains", "maxContains", "propertyNames", "dependencies", "dependentRequired", "dependentSchemas",
        "unevaluatedItems", "unevaluatedProperties", "$dynamicRef", "$recursiveRef", "$anchor", "$dynamicAnchor",
    };

    private static readonly HashSet<string> Annotations = new(StringComparer.Ordinal)
    {
        "$id", "id", "$schema", "$comment", "$vocabulary", "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "example", "discriminator",
    };

    private static readonly string[] Types = ["string", "number", "integer", "boolean", "object", "array", "null"];

    private readonly Dictionary<string, Regex> _patterns = new(StringComparer.Ordinal);

    /// <summary>The patterns by the names of the formats they became.</summary>
    public IReadOnlyDictionary<string, Regex> Patterns => _patterns;

    /// <exception cref="ArgumentException">It is no schema, or one that cannot be checked.</exception>
    public JsonNode Rewrite(JsonElement schema) => Rewrite(schema, 0);

    private JsonObject Rewrite(JsonElement schema, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new ArgumentException($"It nests deeper than {MaxDepth} schemas.");
        }

        return schema.ValueKind switch
        {
            // The validator knows no schemas true and false where a schema is required.
            JsonValueKind.True => new JsonObject(),
            JsonValueKind.False => new JsonObject { ["not"] = new JsonObject() },
            JsonValueKind.Object => RewriteObject(schema, depth),
            _ => throw new ArgumentException($"A schema is an object, true or false, not {schema.GetRawText()[..Math.Min(schema.GetRawText().Length, 40)]}."),
        };
    }

    private JsonObject RewriteObject(JsonElement schema, int depth)
    {
        var result = new JsonObject();
        var also = new JsonArray();
        foreach (var keyword in schema.EnumerateObject())
        {
            var value = keyword.Value;
            switch (keyword.Name)
            {
                case var name when Annotations.Contains(name):
                    break;
                case var name when Unsupported.Contains(name):
                    throw new ArgumentException($"The keyword '{name}' is not supported.");
                case "type":
                    result["type"] = Type(value);
                    break;
                case "$ref":
                    result["$ref"] = Reference(value);
                    break;
                case "$defs" or "definitions":
                    Merge(result, "definitions", Map(value, keyword.Name, depth));
                    break;
                case "properties":
                    result["properties"] = Map(value, keyword.Name, depth);
                    break;
                case "items" when value.ValueKind == JsonValueKind.Array:
                case "prefixItems":
                    result["items"] = List(value, keyword.Name, depth);
                    break;
                case "items" when schema.TryGetProperty("prefixItems", out _):
                    result["additionalItems"] = Rewrite(value, depth + 1);
                    break;
                case "items" or "not":
                    result[keyword.Name] = Rewrite(value, depth + 1);
                    break;
                case "additionalProperties" or "additionalItems" when value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                    result[keyword.Name] = value.GetBoolean();
                    break;
                case "additionalProperties" or "additionalItems":
                    result[keyword.Name] = Rewrite(value, depth + 1);
                    break;
                case "allOf" or "anyOf" or "oneOf":
                    result[keyword.Name] = List(value, keyword.Name, depth);
                    break;
                case "if":
                    also.Add(Choice(schema, value, "then", isMet: true, depth));
                    also.Add(Choice(schema, value, "else", isMet: false, depth));
                    break;
                case "then" or "else":
                    break;
                case "const":
                    also.Add(new JsonObject { ["enum"] = new JsonArray(JsonNode.Parse(value.GetRawText())) });
                    break;
                case "pattern":
                    also.Add(new JsonObject { ["format"] = Pattern(value) });
                    break;
                default:
                    result[keyword.Name] = JsonNode.Parse(value.GetRawText());
                    break;
            }
        }

        return also.Count == 0 ? result : new JsonObject { ["allOf"] = new JsonArray([result, .. also.ToList().Select(node => Detach(also, node))]) };
    }

    private static JsonNode? Detach(JsonArray owner, JsonNode? node)
    {
        owner.Remove(node);
        return node;
    }

    private static void Merge(JsonObject owner, string name, JsonObject map)
    {
        if (owner[name] is not JsonObject there)
        {
            owner[name] = map;
            return;
        }

        foreach (var (key, value) in map.ToList())
        {
            map.Remove(key);
            there[key] = value;
        }
    }

    private static JsonNode? Type(JsonElement value)
    {
        var names = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : new[] { value };
        return Array.TrueForAll(names, name => name.ValueKind == JsonValueKind.String && Types.Contains(name.GetString()!))
            ? JsonNode.Parse(value.GetRawText())
            : throw new ArgumentException($"The type {value.GetRawText()} is none. Use {string.Join(", ", Types)}, or an array of these.");
    }

    private static string Reference(JsonElement value)
    {
        var target = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        return target.StartsWith("#/$defs/", StringComparison.Ordinal) ? "#/definitions/" + target["#/$defs/".Length..]
            : target == "#" || target.StartsWith("#/definitions/", StringComparison.Ordinal) ? target
            : throw new ArgumentException($"The reference {value.GetRawText()} leads elsewhere. A schema may refer to itself (#) and to its own $defs or definitions.");
    }

    private JsonObject Map(JsonElement schemas, string name, int depth)
    {
        if (schemas.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException($"The value of '{name}' is no object.");
        }

        var map = new JsonObject();
        foreach (var entry in schemas.EnumerateObject())
        {
            map[entry.Name] = Rewrite(entry.Value, depth + 1);
        }

        return map;
    }

    private JsonArray List(JsonElement schemas, string name, int depth) => schemas.ValueKind == JsonValueKind.Array
        ? [.. schemas.EnumerateArray().Select(schema => Rewrite(schema, depth + 1))]
        : throw new ArgumentException($"The value of '{name}' is no array.");

    /// <summary>"If a then b" as "not a, or b".</summary>
    private JsonObject Choice(JsonElement schema, JsonElement condition, string name, bool isMet, int depth)
    {
        if (!schema.TryGetProperty(name, out var consequence))
        {
            return [];
        }

        var met = Rewrite(condition, depth + 1);
        return new JsonObject { ["anyOf"] = new JsonArray(isMet ? new JsonObject { ["not"] = met } : met, Rewrite(consequence, depth + 1)) };
    }

    private string Pattern(JsonElement value)
    {
        var pattern = value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new ArgumentException($"The pattern {value.GetRawText()} is no text.");
        var name = PatternFormat + _patterns.Count.ToString(CultureInfo.InvariantCulture);
        try
        {
            _patterns.Add(name, new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
            return name;
        }
        catch (NotSupportedException)
        {
            throw new ArgumentException($"The pattern '{pattern}' needs backtracking (a lookaround, a backreference or an atomic group), which can be made to run for ever. Say it without.");
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException($"The pattern '{pattern}' is no regular expression: {exception.Message}", exception);
        }
    }
}
