using System.Collections.Generic;
using System.Text.Json.Nodes;

namespace Observability.ApiClientGenerator.Model;

/// <summary>Reads what may be missing: nothing of the expected kind is nothing.</summary>
internal static class JsonNodeExtensions
{
    public static string? Text(this JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static IEnumerable<JsonNode?> Items(this JsonNode? node) => node as JsonArray ?? [];

    public static IEnumerable<KeyValuePair<string, JsonNode?>> Members(this JsonNode? node) => node as JsonObject ?? [];
}
