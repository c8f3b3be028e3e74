using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Observability.AspNetCore.Otlp.Spans;

namespace Observability.AspNetCore.Otlp.Json;

/// <summary>Reads names, texts, numbers, times and ids in every form that OTLP exporters give them in JSON.</summary>
/// <remarks>Each method stands on the first token of a value and leaves the reader on its last. What it cannot read says nothing; nothing throws for a well-formed body.</remarks>
internal static class JsonScalars
{
    private const int MaxIdBytes = 64;

    /// <summary>Moves to the next property of an object and onto its value; false at the object's end.</summary>
    public static bool NextProperty(ref Utf8JsonReader reader, out string name)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.PropertyName)
        {
            name = "";
            return false;
        }

        name = Name(ref reader);
        reader.Read();
        return true;
    }

    /// <summary>Moves to the next item of an array; false at the array's end.</summary>
    public static bool NextItem(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndArray;

    /// <summary>A name or short text that repeats.</summary>
    public static string Name(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String or JsonTokenType.PropertyName when !reader.ValueIsEscaped => NameCache.Get(reader.ValueSpan),
        JsonTokenType.String or JsonTokenType.PropertyName => NameCache.Get(Unescape(ref reader).Span),
        _ => SkipTo(ref reader, ""),
    };

    /// <summary>A text, as a slice of the body where it holds no escapes.</summary>
    public static OtlpValue Text(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body) =>
        OtlpValue.OfText(reader.ValueIsEscaped ? Unescape(ref reader) : body.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length));

    /// <summary>A 64-bit integer: a number, its text, or <c>{high, low}</c>.</summary>
    public static long? Integer(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number when reader.TryGetInt64(out var number):
                return number;
            case JsonTokenType.Number when reader.TryGetUInt64(out var number):
                return unchecked((long)number);
            case JsonTokenType.Number when reader.TryGetDouble(out var number) && Math.Abs(number) < long.MaxValue:
                return (long)number;
            case JsonTokenType.String when long.TryParse(reader.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number):
                return number;
            case JsonTokenType.String when ulong.TryParse(reader.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number):
                return unchecked((long)number);
            case JsonTokenType.StartObject:
                return Halves(ref reader);
            default:
                return SkipTo(ref reader, (long?)null);
        }
    }

    /// <summary>Nanoseconds since 1970; zero when it does not say.</summary>
    public static ulong Time(ref Utf8JsonReader reader) => (ulong)Math.Max(0, Integer(ref reader) ?? 0);

    /// <summary>A number: a number or its text, <c>NaN</c> and infinities among them.</summary>
    public static double? Number(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetDouble(out var number) => number,
        JsonTokenType.String when double.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => SkipTo(ref reader, (double?)null),
    };

    /// <summary>Bytes of an id: hex or base64 text, an array of bytes, <c>{"type":"Buffer","data":[…]}</c> or <c>{"0":…,"1":…}</c>.</summary>
    public static byte[] Id(ref Utf8JsonReader reader, int bytes)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return IdOf(reader.ValueSpan, bytes);
            case JsonTokenType.StartArray:
                return ByteArray(ref reader);
            case JsonTokenType.StartObject:
                return ByteObject(ref reader);
            default:
                return SkipTo<byte[]>(ref reader, []);
        }
    }

    /// <summary>Base64 text as bytes.</summary>
    public static byte[] Base64(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out var bytes) ? bytes : SkipTo<byte[]>(ref reader, []);

    private static byte[] IdOf(ReadOnlySpan<byte> text, int bytes)
    {
        var id = new byte[bytes];
        if (text.Length == bytes * 2 && Convert.FromHexString(text, id, out _, out _) == OperationStatus.Done)
        {
            return id;
        }

        return System.Buffers.Text.Base64.DecodeFromUtf8(text, id, out _, out var written) == OperationStatus.Done ? id[..written] : [.. text];
    }

    private static byte[] ByteArray(ref Utf8JsonReader reader)
    {
        List<byte> bytes = [];
        while (NextItem(ref reader))
        {
            var next = Integer(ref reader);
            if (bytes.Count < MaxIdBytes)
            {
                bytes.Add((byte)(next ?? 0));
            }
        }

        return [.. bytes];
    }

    private static byte[] ByteObject(ref Utf8JsonReader reader)
    {
        List<byte> bytes = [];
        while (NextProperty(ref reader, out var name))
        {
            if (name == "data" && reader.TokenType == JsonTokenType.StartArray)
            {
                bytes.AddRange(ByteArray(ref reader));
            }
            else if (reader.TokenType == JsonTokenType.Number && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index == bytes.Count && index < MaxIdBytes)
            {
                bytes.Add((byte)(Integer(ref reader) ?? 0));
            }
            else
            {
                reader.Skip();
            }
        }

        return [.. bytes];
    }

    private static long Halves(ref Utf8JsonReader reader)
    {
        var (high, low) = (0L, 0L);
        while (NextProperty(ref reader, out var name))
        {
            switch (name)
            {
                case "high" when reader.TokenType == JsonTokenType.Number:
                    high = Integer(ref reader) ?? 0;
                    break;
                case "low" when reader.TokenType == JsonTokenType.Number:
                    low = Integer(ref reader) ?? 0;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return unchecked((high << 32) | (uint)low);
    }

    private static ReadOnlyMemory<byte> Unescape(ref Utf8JsonReader reader)
    {
        var text = new byte[reader.ValueSpan.Length];
        try
        {
            return text.AsMemory(0, reader.CopyString(text));
        }
        catch (InvalidOperationException)
        {
            // Half a character as an escape, or bytes that are no UTF-8: kept as they are spelt.
            return reader.ValueSpan.ToArray();
        }
    }

    private static T SkipTo<T>(ref Utf8JsonReader reader, T result)
    {
        reader.Skip();
        return result;
    }
}
