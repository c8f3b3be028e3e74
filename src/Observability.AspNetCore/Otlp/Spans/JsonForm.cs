using System.Text.Encodings.Web;
using System.Text.Json;
using Observability.Model;

namespace Observability.AspNetCore.Otlp.Spans;

/// <summary>How JSON inside attributes is read and written.</summary>
internal static class JsonForm
{
    public static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 1_000,
        SkipValidation = true,
    };

    public static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = JsonDefaults.MaxDepth };

    public static readonly JsonDocumentOptions DocumentOptions = new() { MaxDepth = JsonDefaults.MaxDepth };

    /// <summary>Whether the text is an object or an array in JSON.</summary>
    public static bool IsStructure(ReadOnlySpan<byte> utf8) => LooksLikeStructure(utf8) && IsValid(utf8);

    /// <summary>Whether the text is any value in JSON.</summary>
    public static bool IsAny(ReadOnlySpan<byte> utf8)
    {
        var text = Trim(utf8);
        return !text.IsEmpty && text[0] switch
        {
            (byte)'{' or (byte)'[' => IsStructure(text),
            (byte)'"' => text.Length > 1 && text[^1] == '"' && IsValid(text),
            (byte)'-' => IsValid(text),
            (byte)'t' => text.SequenceEqual("true"u8),
            (byte)'f' => text.SequenceEqual("false"u8),
            (byte)'n' => text.SequenceEqual("null"u8),
            var first => char.IsAsciiDigit((char)first) && text.Length <= 64 && IsValid(text),
        };
    }

    /// <summary>Parses a text that is an object or an array and all of whose strings can be read; null when it is not. The caller disposes it.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> utf8)
    {
        if (!LooksLikeStructure(utf8.Span))
        {
            return null;
        }

        try
        {
            var document = JsonDocument.Parse(utf8, DocumentOptions);
            if (!HasHalfCharacter(utf8.Span))
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> utf8) => utf8.Trim(" \t\r\n"u8);

    // What is printed by Python or written by hand mostly ends here, without an exception of the parser.
    private static bool LooksLikeStructure(ReadOnlySpan<byte> utf8)
    {
        var text = Trim(utf8);
        if (text.Length < 2 || Trim(text[1..]) is not [var next, ..])
        {
            return false;
        }

        return text[0] switch
        {
            (byte)'{' => text[^1] == '}' && next is (byte)'"' or (byte)'}',
            (byte)'[' => text[^1] == ']' && (next is (byte)']' or (byte)'{' or (byte)'[' or (byte)'"' or (byte)'-' or (byte)'t' or (byte)'f' or (byte)'n' || char.IsAsciiDigit((char)next)),
            _ => false,
        };
    }

    // Escapes of half a character are valid JSON, but nothing can be read of them.
    private static bool HasHalfCharacter(ReadOnlySpan<byte> validJson)
    {
        if (validJson.IndexOf("\\ud"u8) < 0 && validJson.IndexOf("\\uD"u8) < 0)
        {
            return false;
        }

        var reader = new Utf8JsonReader(validJson, ReaderOptions);
        try
        {
            while (reader.Read())
            {
                _ = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? reader.GetString() : null;
            }

            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private static bool IsValid(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, ReaderOptions);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
