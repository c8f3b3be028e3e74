using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Observability.AspNetCore.Wire;

/// <summary>How answers are written and bodies read.</summary>
internal static class WireJson
{
    /// <summary>Knows every type that crosses the wire.</summary>
    public static IJsonTypeInfoResolver Resolver { get; } = JsonTypeInfoResolver.Combine(WireJsonContext.Default, CatalogWireContext.Default);

    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            // Answers are JSON with nosniff, never HTML; \u escapes triple the size of CJK and Arabic.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = Resolver.WithAddedModifier(ApplyFieldGroups),
            MaxDepth = 128,
        };
        options.Converters.Add(new InstantConverter());
        options.MakeReadOnly();
        return options;
    }

    private static void ApplyFieldGroups(JsonTypeInfo type)
    {
        if (!typeof(IFieldGrouped).IsAssignableFrom(type.Type))
        {
            return;
        }

        foreach (var property in type.Properties)
        {
            if (property.AttributeProvider?.GetCustomAttributes(typeof(FieldGroupAttribute), inherit: false) is [FieldGroupAttribute attribute])
            {
                property.ShouldSerialize = (owner, _) => attribute.Groups.Any(((IFieldGrouped)owner).Groups.Contains);
            }
        }
    }
}
