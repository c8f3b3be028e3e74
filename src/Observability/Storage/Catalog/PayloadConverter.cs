using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Observability.Model;

namespace Observability.Storage.Catalog;

/// <summary>Writes a payload as the JSON it is; no payload and JSON null are the same.</summary>
internal sealed class PayloadConverter : JsonConverter<Payload>
{
    public override Payload? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Payload.FromUtf8(JsonMarshal.GetRawUtf8Value(document.RootElement).ToArray());
    }

    public override void Write(Utf8JsonWriter writer, Payload value, JsonSerializerOptions options) => writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
}
