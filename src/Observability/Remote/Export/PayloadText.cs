using System.Text;
using System.Text.Json;
using Observability.Model;

namespace Observability.Remote.Export;

/// <summary>Payloads as the text of an attribute: what a reader that parses JSON where it can reads back as the same value.</summary>
internal static class PayloadText
{
    /// <summary>The JSON; of a string its text, as SDKs send it, unless that would read as something else.</summary>
    public static ReadOnlyMemory<byte> Of(Payload payload)
    {
        var json = payload.Utf8.Span;
        if (json.Length < 3 || json[0] != (byte)'"')
        {
            return payload.Utf8;
        }

        try
        {
            var reader = new Utf8JsonReader(json);
            return reader.Read() && reader.TokenType == JsonTokenType.String && reader.GetString() is { } text && !MayReadAsJson(text)
                ? Encoding.UTF8.GetBytes(text)
                : payload.Utf8;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return payload.Utf8;
        }
    }

    // By its first character, and so rather once too often: quotes cost nothing.
    private static bool MayReadAsJson(string text)
    {
        var trimmed = text.AsSpan().Trim();
        return trimmed.IsEmpty || trimmed.Length != text.Length
            || trimmed[0] is '{' or '[' or '"' or '-' || char.IsAsciiDigit(trimmed[0])
            || trimmed is "true" or "false" or "null" or "NaN" or "Infinity";
    }
}
