using System.Buffers;
using System.Text.Json;
using Observability.Model;

namespace Observability.AspNetCore.Wire;

/// <summary>Writes nested metadata as one level of dotted keys, and cuts long texts.</summary>
internal static class MetadataFlattener
{
    /// <summary>The most characters of a text that nobody asked to see whole.</summary>
    public const int MaxLength = 200;

    public static JsonPayload Flatten(Payload? metadata, ObservationFields fields)
    {
        if (metadata is null || !fields.Groups.Contains(ObservationFields.Metadata))
        {
            return JsonPayload.EmptyObject;
        }

        var root = metadata.ToElement();
        if (root.ValueKind != JsonValueKind.Object)
        {
            return new JsonPayload(metadata);
        }

        var buffer = new ArrayBufferWriter<byte>(metadata.Length);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = WireJson.Options.Encoder, SkipValidation = true }))
        {
            writer.WriteStartObject();
            Write(writer, root, "", fields.ExpandMetadata);
            writer.WriteEndObject();
        }

        return new JsonPayload(Payload.FromUtf8(buffer.WrittenMemory));
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element, string prefix, IReadOnlySet<string> expanded)
    {
        foreach (var property in element.EnumerateObject())
        {
            var key = prefix + property.Name;
            if (property.Value.ValueKind == JsonValueKind.Object)
            {
                Write(writer, property.Value, key + ".", expanded);
                continue;
            }

            writer.WritePropertyName(key);
            if (property.Value.ValueKind == JsonValueKind.String && !expanded.Contains(key))
            {
                var text = property.Value.GetString()!;
                writer.WriteStringValue(text.Length <= MaxLength ? text : text.AsSpan(0, char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength));
            }
            else
            {
                property.Value.WriteTo(writer);
            }
        }
    }
}
