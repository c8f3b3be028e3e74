using System.Runtime.InteropServices;
using System.Text.Json;
using Observability.Model;

namespace Observability.AspNetCore.Wire;

/// <summary>Takes JSON out of bodies in which a missing value and null are not the same.</summary>
internal static class JsonElementPayload
{
    /// <summary>The payload; null for JSON null, <paramref name="missing"/> when there is no value.</summary>
    public static Payload? Or(this JsonElement element, Payload? missing) => element.ValueKind switch
    {
        JsonValueKind.Undefined => missing,
        JsonValueKind.Null => null,
        _ => Payload.FromUtf8(JsonMarshal.GetRawUtf8Value(element).ToArray()),
    };
}
