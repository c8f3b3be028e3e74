using Observability.ApiClientGenerator.Model;

namespace Observability.ApiClientGenerator.Emit;

/// <summary>The record of a schema.</summary>
internal static class RecordSource
{
    public static string Of(ApiSchema schema)
    {
        var source = new SourceText().Summary(schema.Summary).Open($"public sealed record {schema.Name}");
        foreach (var property in schema.Properties)
        {
            source.Summary(property.Summary)
                .Line($"[global::System.Text.Json.Serialization.JsonPropertyName(\"{property.JsonName}\")]")
                .Line($"public {property.Type} {property.Name} {{ get; init; }}{Initializer(property.Type)}")
                .Line();
        }

        return source.Close().ToString();
    }

    private static string Initializer(ApiType type) => type is { IsNullable: false, Initializer: { } initializer } ? $" = {initializer};" : "";
}
