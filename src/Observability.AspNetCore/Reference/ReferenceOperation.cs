using System.Text.Json;

namespace Observability.AspNetCore.Reference;

/// <summary>One operation of the API's description.</summary>
/// <param name="Path">Its path with the parameters in braces.</param>
/// <param name="Method">Its method in capitals.</param>
/// <param name="Json">The rest.</param>
internal sealed record ReferenceOperation(string Path, string Method, JsonElement Json)
{
    public string Id => Json.GetProperty("operationId").GetString()!;

    public string Tag => Json.GetProperty("tags")[0].GetString()!;

    public string Summary => Json.GetProperty("summary").GetString()!;

    public IEnumerable<JsonElement> Parameters => Json.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [];

    /// <summary>The schema of the body as JSON; null when it has none.</summary>
    public JsonElement? Body => Json.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out var json) && json.TryGetProperty("schema", out var schema) ? schema : null;

    /// <summary>Whether the body is bytes and not JSON.</summary>
    public bool TakesBytes => Body is null && Json.TryGetProperty("requestBody", out _);

    /// <summary>Status, what it means, and the media type and schema of the answer where it has one.</summary>
    public IEnumerable<(string Status, string Description, string? MediaType, JsonElement? Schema)> Answers
    {
        get
        {
            foreach (var answer in Json.GetProperty("responses").EnumerateObject().OrderBy(answer => answer.Name, StringComparer.Ordinal))
            {
                var content = answer.Value.TryGetProperty("content", out var contents) ? contents.EnumerateObject().FirstOrDefault() : default;
                var hasContent = content.Value.ValueKind == JsonValueKind.Object;
                yield return (
                    answer.Name,
                    answer.Value.GetProperty("description").GetString()!,
                    hasContent ? content.Name : null,
                    hasContent && content.Value.TryGetProperty("schema", out var schema) ? schema : null);
            }
        }
    }
}
