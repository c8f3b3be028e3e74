using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Observability.AspNetCore.Wire;

namespace Observability.AspNetCore.Otlp.Spans;

/// <summary>The value of an attribute. Texts are slices of the request's body, valid as long as it is.</summary>
internal readonly struct OtlpValue
{
    private readonly object? _items;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly long _bits;

    private OtlpValue(OtlpValueKind kind, ReadOnlyMemory<byte> bytes = default, long bits = 0, object? items = null)
    {
        Kind = kind;
        _bytes = bytes;
        _bits = bits;
        _items = items;
    }

    public OtlpValueKind Kind { get; }

    /// <summary>Whether it says nothing: missing, an empty text, an empty list or map.</summary>
    public bool IsEmpty => Kind switch
    {
        OtlpValueKind.None => true,
        OtlpValueKind.Text or OtlpValueKind.Bytes => _bytes.IsEmpty,
        OtlpValueKind.List => List.Length == 0,
        OtlpValueKind.Map => Map.Length == 0,
        _ => false,
    };

    /// <summary>The text, or the bytes.</summary>
    public ReadOnlyMemory<byte> Utf8 => _bytes;

    public OtlpValue[] List => _items as OtlpValue[] ?? [];

    public KeyValuePair<string, OtlpValue>[] Map => _items as KeyValuePair<string, OtlpValue>[] ?? [];

    private double Double => BitConverter.Int64BitsToDouble(_bits);

    /// <summary>A text; bytes that are no UTF-8 are replaced by U+FFFD, what is over the limit is cut.</summary>
    public static OtlpValue OfText(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length <= OtlpLimits.MaxValueBytes && System.Text.Unicode.Utf8.IsValid(utf8.Span))
        {
            return new(OtlpValueKind.Text, utf8);
        }

        var kept = Encoding.UTF8.GetString(utf8.Span[..Math.Min(utf8.Length, OtlpLimits.MaxValueBytes)]);
        return OfText(utf8.Length > OtlpLimits.MaxValueBytes ? $"{kept.TrimEnd('\uFFFD')}[cut: {utf8.Length} bytes]" : kept);
    }

    public static OtlpValue OfText(string text) => new(OtlpValueKind.Text, Encoding.UTF8.GetBytes(text));

    public static OtlpValue OfBoolean(bool value) => new(OtlpValueKind.Boolean, bits: value ? 1 : 0);

    public static OtlpValue OfInteger(long value) => new(OtlpValueKind.Integer, bits: value);

    public static OtlpValue OfNumber(double value) => new(OtlpValueKind.Number, bits: BitConverter.DoubleToInt64Bits(value));

    public static OtlpValue OfBytes(ReadOnlyMemory<byte> bytes) =>
        bytes.Length <= OtlpLimits.MaxValueBytes ? new(OtlpValueKind.Bytes, bytes) : OfText($"[cut: {bytes.Length} bytes]");

    public static OtlpValue OfList(OtlpValue[] items) => new(OtlpValueKind.List, items: items);

    public static OtlpValue OfMap(KeyValuePair<string, OtlpValue>[] entries) => new(OtlpValueKind.Map, items: entries);

    /// <summary>What stands in the place of a value that is nested too deep.</summary>
    public static OtlpValue TooDeep() => OfText($"[cut: nested deeper than {OtlpLimits.MaxDepth} levels]");

    /// <summary>The value as text: a text itself, anything else as JSON; null when it says nothing.</summary>
    public string? ToText() => IsEmpty
        ? null
        : Kind switch
        {
            OtlpValueKind.Text => Encoding.UTF8.GetString(_bytes.Span),
            OtlpValueKind.Boolean => _bits != 0 ? "true" : "false",
            OtlpValueKind.Integer => _bits.ToString(CultureInfo.InvariantCulture),
            OtlpValueKind.Number => Double.ToString(CultureInfo.InvariantCulture),
            OtlpValueKind.Bytes => Convert.ToBase64String(_bytes.Span),
            _ => ToJson(),
        };

    /// <summary>The value as a count of something; null when it is no whole number from zero.</summary>
    public long? ToCount()
    {
        switch (Kind)
        {
            case OtlpValueKind.Integer when _bits is >= 0 and <= UsageReader.MaxCount:
                return _bits;
            case OtlpValueKind.Number when Double is >= 0 and <= UsageReader.MaxCount && Math.Floor(Double) == Double:
                return (long)Double;
            case OtlpValueKind.Text when long.TryParse(_bytes.Span, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= UsageReader.MaxCount:
                return count;
            default:
                return null;
        }
    }

    /// <summary>The value as a number; null when it is none.</summary>
    public double? ToNumber()
    {
        var number = Kind switch
        {
            OtlpValueKind.Integer => _bits,
            OtlpValueKind.Number => Double,
            OtlpValueKind.Text when double.TryParse(_bytes.Span, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) => parsed,
            _ => double.NaN,
        };
        return double.IsFinite(number) ? number : null;
    }

    /// <summary>Whether it is true, as a boolean or as text; null when it says nothing.</summary>
    public bool? ToBoolean() => Kind switch
    {
        OtlpValueKind.Boolean => _bits != 0,
        OtlpValueKind.Text when !_bytes.IsEmpty => Ascii.EqualsIgnoreCase(_bytes.Span, "true"u8),
        _ => null,
    };

    /// <summary>Writes it as JSON.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case OtlpValueKind.Text:
                writer.WriteStringValue(_bytes.Span);
                break;
            case OtlpValueKind.Boolean:
                writer.WriteBooleanValue(_bits != 0);
                break;
            case OtlpValueKind.Integer:
                writer.WriteNumberValue(_bits);
                break;
            case OtlpValueKind.Number when double.IsFinite(Double):
                writer.WriteNumberValue(Double);
                break;
            case OtlpValueKind.Number:
                writer.WriteStringValue(Double.ToString(CultureInfo.InvariantCulture));
                break;
            case OtlpValueKind.Bytes:
                writer.WriteBase64StringValue(_bytes.Span);
                break;
            case OtlpValueKind.List:
                writer.WriteStartArray();
                foreach (var item in List)
                {
                    item.WriteTo(writer);
                }

                writer.WriteEndArray();
                break;
            case OtlpValueKind.Map:
                writer.WriteStartObject();
                foreach (var (key, item) in Map)
                {
                    writer.WritePropertyName(key);
                    item.WriteTo(writer);
                }

                writer.WriteEndObject();
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonForm.WriterOptions))
        {
            WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
