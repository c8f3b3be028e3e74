using System.Text.Json;
using NJsonSchema;

namespace Observability.Evaluation.Deterministic;

/// <summary>Reads JSON Schemas that refer to nothing outside themselves: a schema that comes with data must not make this process open files or addresses.</summary>
internal static class ClosedJsonSchema
{
    /// <exception cref="ArgumentException">It is not a valid schema, or it refers to another file or address.</exception>
    public static JsonSchema Parse(string schema)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(schema);
        try
        {
            using (var document = JsonDocument.Parse(schema))
            {
                RefuseOutside(document.RootElement);
            }

            // With no outside reference left to follow, parsing has nothing to wait for.
            return JsonSchema.FromJsonAsync(schema).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is not ArgumentException)
        {
            throw new ArgumentException($"The JSON Schema is not valid: {exception.Message}", nameof(schema), exception);
        }
    }

    private static void RefuseOutside(JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                RefuseOutside(item);
            }
        }
        else if (element.ValueKind is JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                if (property.Name == "$ref" && property.Value.ValueKind is JsonValueKind.String && property.Value.GetString() is { } target && !target.StartsWith('#'))
                {
                    throw new ArgumentException($"The JSON Schema refers to '{target}'. Only references into itself ('#/…') are followed.");
                }

                RefuseOutside(property.Value);
            }
        }
    }
}
