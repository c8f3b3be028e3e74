using System.Text.Json.Serialization;
using Observability.Model;

namespace Observability.AspNetCore.Wire;

/// <summary>Any JSON value, kept as the bytes it was stored as.</summary>
/// <param name="Payload">The value; null is JSON null.</param>
/// <param name="Form">How it is written.</param>
[JsonConverter(typeof(JsonPayloadConverter))]
internal readonly record struct JsonPayload(Payload? Payload, JsonPayloadForm Form = JsonPayloadForm.Raw)
{
    /// <summary>An empty object.</summary>
    public static JsonPayload EmptyObject { get; } = new(Payload.FromUtf8("{}"u8.ToArray()));

    /// <summary>Metadata and parameters: an object even when there is none.</summary>
    public static JsonPayload OrEmptyObject(Payload? payload) => payload is null ? EmptyObject : new JsonPayload(payload);
}
