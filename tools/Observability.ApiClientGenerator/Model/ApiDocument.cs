using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Observability.ApiClientGenerator.Model;

/// <summary>What an OpenAPI document says, in the terms of the client.</summary>
internal sealed class ApiDocument
{
    private const string References = "#/components/schemas/";

    private readonly JsonNode? _schemas;

    private ApiDocument(JsonNode? document)
    {
        _schemas = document?["components"]?["schemas"];
        Schemas = [.. _schemas.Members().Where(schema => IsRecord(schema.Value)).Select(schema => Schema(schema.Key, schema.Value))];
        Operations = WithDistinctNames([.. (document?["paths"]).Members().SelectMany(path => path.Value.Members().Select(method => Operation(path.Key, method.Key.ToUpperInvariant(), method.Value)))]);
    }

    public IReadOnlyList<ApiSchema> Schemas { get; }

    public IReadOnlyList<ApiOperation> Operations { get; }

    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static ApiDocument Parse(string text) => new(JsonNode.Parse(text));

    private static bool IsRecord(JsonNode? schema) => schema?["properties"] is not null;

    // Two operations that differ only in what a name does not say are told apart by their own ids.
    private static IReadOnlyList<ApiOperation> WithDistinctNames(IReadOnlyList<(ApiOperation Operation, string Id)> operations)
    {
        var taken = operations.GroupBy(read => (read.Operation.Group, read.Operation.Name)).Where(same => same.Count() > 1).Select(same => same.Key).ToList();
        return [.. operations.Select(read => taken.Contains((read.Operation.Group, read.Operation.Name)) ? Renamed(read.Operation, Identifiers.Pascal(read.Id)) : read.Operation)];
    }

    private static ApiOperation Renamed(ApiOperation operation, string name) => new(operation.Group, operation.Method, operation.Path, name, operation.Summary)
    {
        PathParameters = operation.PathParameters,
        QueryParameters = operation.QueryParameters,
        Body = operation.Body,
        HasContentBody = operation.HasContentBody,
        Result = operation.Result,
        ResultType = operation.ResultType,
    };

    private ApiSchema Schema(string name, JsonNode? schema)
    {
        var required = new HashSet<string>((schema?["required"]).Items().Select(item => item.Text() ?? ""), StringComparer.Ordinal);
        var properties = (schema?["properties"]).Members().Select(member => new ApiProperty(
            member.Key,
            PropertyName(name, member.Key),
            required.Contains(member.Key) ? TypeOf(member.Value, name) : TypeOf(member.Value, name).Nullable,
            (member.Value?["description"]).Text() ?? Identifiers.Pascal(member.Key) + "."));
        return new ApiSchema(name, (schema?["description"]).Text() ?? name + ".", [.. properties]);
    }

    // A member cannot have the name of its type.
    private static string PropertyName(string type, string member) => Identifiers.Pascal(member) is var name && name == type ? name + "Value" : name;

    private (ApiOperation Operation, string Id) Operation(string path, string method, JsonNode? operation)
    {
        var success = (operation?["responses"]).Members().Where(response => response.Key.StartsWith("2", StringComparison.Ordinal)).Select(response => response.Value?["content"]).ToList();
        var stream = success.Select(content => content?["text/event-stream"]?["schema"]).FirstOrDefault(schema => schema is JsonObject);
        var json = success.Select(content => content?["application/json"]?["schema"]).FirstOrDefault(schema => schema is JsonObject);
        var group = Identifiers.Pascal((operation?["tags"]).Items().Select(tag => tag.Text()).FirstOrDefault() ?? "other");
        var parameters = (operation?["parameters"]).Items();
        var body = operation?["requestBody"]?["content"]?["application/json"]?["schema"];
        var hasBody = method is "POST" or "PUT" or "PATCH";
        return (new ApiOperation(group, method, path, OperationNames.Of(group, method, path, IsList(json), stream is not null, body is not null), (operation?["summary"]).Text() ?? path)
        {
            PathParameters = Parameters(parameters, "path"),
            QueryParameters = Parameters(parameters, "query"),
            Body = body is not null ? TypeOf(body, null) : null,
            HasContentBody = hasBody && body is null,
            Result = stream is not null ? ApiResult.Events : json is not null ? ApiResult.Json : method == "GET" ? ApiResult.Content : ApiResult.None,
            ResultType = (stream ?? json) is { } answer ? TypeOf(answer, null) : null,
        }, (operation?["operationId"]).Text() ?? method + path);
    }

    private IReadOnlyList<ApiProperty> Parameters(IEnumerable<JsonNode?> parameters, string place) =>
    [
        .. from parameter in parameters
           where (parameter?["in"]).Text() == place
           let name = (parameter?["name"]).Text() ?? ""
           let type = TypeOf(parameter?["schema"], null)
           select new ApiProperty(name, Identifiers.Pascal(name), place == "query" ? type.Nullable : type, (parameter?["description"]).Text() ?? Identifiers.Pascal(name) + "."),
    ];

    private bool IsList(JsonNode? schema) => (NameOf(schema) is { } name ? _schemas?[name] : schema)?["properties"]?["data"] is not null;

    /// <summary>The schema that is referred to; null when it stands in its place.</summary>
    private static string? NameOf(JsonNode? schema) => (schema?["$ref"]).Text()?.Substring(References.Length);

    private ApiType TypeOf(JsonNode? schema, string? owner)
    {
        if ((schema?["oneOf"]).Items().FirstOrDefault(choice => (choice?["type"]).Text() != "null") is { } choice)
        {
            return TypeOf(choice, owner).Nullable;
        }

        if (NameOf(schema) is { } name)
        {
            return !IsRecord(_schemas?[name]) ? TypeOf(_schemas?[name], owner) : LeadsBackTo(name, owner) ? new ApiType(name, true, null, name) : new ApiType(name, false, "new()", name);
        }

        var types = (schema?["type"]).Text() is { } single ? [single] : (schema?["type"]).Items().Select(item => item.Text() ?? "").ToArray();
        var type = Simple(types.FirstOrDefault(one => one != "null"), schema, owner);
        return types.Contains("null") ? type.Nullable : type;
    }

    private ApiType Simple(string? type, JsonNode? schema, string? owner) => type switch
    {
        "string" when (schema?["format"]).Text() == "date-time" => new ApiType("global::System.DateTimeOffset", false),
        "string" => new ApiType("string", false, "\"\""),
        "integer" => new ApiType((schema?["format"]).Text() == "int64" ? "long" : "int", false),
        "number" => new ApiType("double", false),
        "boolean" => new ApiType("bool", false),
        "array" => new ApiType($"global::System.Collections.Generic.IReadOnlyList<{TypeOf(schema?["items"], owner)}>", false, "[]"),
        "object" when schema?["additionalProperties"] is JsonObject values => Map(TypeOf(values, owner)),
        _ => new ApiType("global::System.Text.Json.JsonElement", true),
    };

    private static ApiType Map(ApiType value) =>
        new($"global::System.Collections.Generic.IReadOnlyDictionary<string, {value}>", false, $"new global::System.Collections.Generic.Dictionary<string, {value}>()");

    // A record that begins with another that begins with the first would never end.
    private bool LeadsBackTo(string from, string? owner, int depth = 0) => owner is not null && depth < 20 && (from == owner
        || (_schemas?[from]?["properties"]).Members().Any(member => NameOf(member.Value) is { } next && LeadsBackTo(next, owner, depth + 1)));
}
