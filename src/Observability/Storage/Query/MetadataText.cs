using System.Text;
using System.Text.Json;
using Observability.Model;

namespace Observability.Storage.Query;

/// <summary>Reads one top-level value of a metadata object as text.</summary>
internal static class MetadataText
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = JsonDefaults.MaxDepth + 8 };

    /// <summary>A string's text, another value's JSON text; null when the key is missing, its value null or the payload no object.</summary>
    public static string? Get(Payload? metadata, string key)
    {
        if (metadata is null)
        {
            return null;
        }

        var reader = new Utf8JsonReader(metadata.Utf8.Span, Options);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isMatch = reader.ValueTextEquals(key);
                reader.Read();
                if (isMatch)
                {
                    return Read(ref reader, metadata.Utf8.Span);
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // Foreign metadata may be cut; what cannot be read has no value.
        }

        return null;
    }

    private static string? Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                return reader.GetString();
            default:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                return Encoding.UTF8.GetString(json[start..(int)reader.BytesConsumed]);
        }
    }
}
