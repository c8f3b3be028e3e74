using System.Text.Json;
using System.Text.Json.Serialization;
using Observability.Model;

namespace Observability.AspNetCore.Wire;

/// <summary>Copies stored JSON into the answer; it was checked when it was stored and is not parsed again.</summary>
internal sealed class JsonPayloadConverter : JsonConverter<JsonPayload>
{
    // The bare default of the struct is JSON null and must be written as such.
    public override bool HandleNull => true;

    public override JsonPayload Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.ValueKind == JsonValueKind.Null
            ? default
            : new JsonPayload(Payload.FromUtf8(JsonSerializer.SerializeToUtf8Bytes(document.RootElement, WireJsonContext.Default.JsonElement)));
    }

    public override void Write(Utf8JsonWriter writer, JsonPayload value, JsonSerializerOptions options)
    {
        if (value.Payload is not { Length: > 0 } payload)
        {
            writer.WriteNullValue();
        }
        else if (value.Form == JsonPayloadForm.Text && payload.Utf8.Span[0] is not ((byte)'"' or (byte)'n'))
        {
            writer.WriteStringValue(payload.Utf8.Span);
        }
        else
        {
            writer.WriteRawValue(payload.Utf8.Span, skipInputValidation: true);
        }
    }
}
