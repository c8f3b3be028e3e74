using System.Text.Json;

namespace Observability.AspNetCore.Reference;

/// <summary>An OpenAPI document as the reference goes through it.</summary>
internal sealed class ReferenceDocument
{
    public ReferenceDocument(JsonElement root)
    {
        Title = root.GetProperty("info").GetProperty("title").GetString()!;
        Description = root.GetProperty("info").GetProperty("description").GetString()!;
        Schemas = root.GetProperty("components").GetProperty("schemas");
        var operations = root.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => new ReferenceOperation(path.Name, method.Name.ToUpperInvariant(), method.Value)))
            .ToLookup(operation => operation.Tag, StringComparer.Ordinal);
        Groups = [.. root.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("name").GetString()!).Select(tag => (tag, (IReadOnlyList<ReferenceOperation>)[.. operations[tag]]))];
    }

    public string Title { get; }

    public string Description { get; }

    /// <summary>The operations by tag, in the document's order.</summary>
    public IReadOnlyList<(string Tag, IReadOnlyList<ReferenceOperation> Operations)> Groups { get; }

    /// <summary>The named types.</summary>
    public JsonElement Schemas { get; }

    /// <summary>The name of the type that a schema refers to; null when it stands for itself.</summary>
    public static string? ReferenceOf(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("$ref", out var reference) ? reference.GetString()!["#/components/schemas/".Length..] : null;

    /// <summary>The schema itself, or the one it refers to.</summary>
    public JsonElement Resolve(JsonElement schema) => ReferenceOf(schema) is { } name ? Schemas.GetProperty(name) : schema;
}
