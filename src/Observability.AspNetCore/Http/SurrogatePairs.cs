using System.Text.Json;

namespace Observability.AspNetCore.Http;

/// <summary>Finds JSON whose texts, written with escapes, hold half of a surrogate pair: valid JSON, but no Unicode text.</summary>
internal static class SurrogatePairs
{
    /// <summary>Whether every text and name can be read. What is no JSON is not looked at.</summary>
    public static bool AreWhole(ReadOnlySpan<byte> json)
    {
        if (!HasSurrogateEscape(json))
        {
            return true;
        }

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 256 });
        try
        {
            while (reader.Read())
            {
                if (reader.ValueIsEscaped && reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    reader.GetString();
                }
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }

    private static bool HasSurrogateEscape(ReadOnlySpan<byte> json)
    {
        for (var start = json.IndexOf("\\u"u8); start >= 0; start = json.IndexOf("\\u"u8))
        {
            json = json[(start + 2)..];
            if (json is [(byte)'d' or (byte)'D', ..])
            {
                return true;
            }
        }

        return false;
    }
}
