using System.Text.Json;
using Observability.AspNetCore.Otlp.Spans;

namespace Observability.AspNetCore.Otlp.Json;

/// <summary>Reads attributes and their values from JSON.</summary>
/// <remarks>Each method stands on the first token of a value and leaves the reader on its last.</remarks>
internal static class JsonValueReader
{
    /// <summary>Reads a list of <c>{key, value}</c> into the attributes.</summary>
    public static void ReadAttributes(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, OtlpAttributes attributes, OtlpRequest request)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (JsonScalars.NextItem(ref reader))
        {
            var (name, value) = ReadEntry(ref reader, body, request, 0);
            attributes.Add(name, value);
        }
    }

    private static KeyValuePair<string, OtlpValue> ReadEntry(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, OtlpRequest request, int depth)
    {
        var key = "";
        OtlpValue value = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return new(key, value);
        }

        while (JsonScalars.NextProperty(ref reader, out var name))
        {
            switch (name)
            {
                case "key":
                    key = JsonScalars.Name(ref reader);
                    break;
                case "value":
                    value = ReadValue(ref reader, body, request, depth);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new(key, value);
    }

    private static OtlpValue ReadValue(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, OtlpRequest request, int depth)
    {
        if (reader.TokenType != JsonTokenType.StartObject || !request.TryCountValue())
        {
            reader.Skip();
            return default;
        }

        OtlpValue value = default;
        while (JsonScalars.NextProperty(ref reader, out var name))
        {
            switch (name)
            {
                case "stringValue" or "string_value" when reader.TokenType == JsonTokenType.String:
                    value = JsonScalars.Text(ref reader, body);
                    break;
                case "boolValue" or "bool_value" when reader.TokenType is JsonTokenType.True or JsonTokenType.False:
                    value = OtlpValue.OfBoolean(reader.GetBoolean());
                    break;
                case "intValue" or "int_value":
                    value = JsonScalars.Integer(ref reader) is { } integer ? OtlpValue.OfInteger(integer) : value;
                    break;
                case "doubleValue" or "double_value":
                    value = JsonScalars.Number(ref reader) is { } number ? OtlpValue.OfNumber(number) : value;
                    break;
                case "bytesValue" or "bytes_value":
                    value = OtlpValue.OfBytes(JsonScalars.Base64(ref reader));
                    break;
                case "arrayValue" or "array_value":
                    value = OtlpValue.OfList(ReadItems(ref reader, body, request, depth + 1, ReadValue, out var isListTooDeep));
                    value = isListTooDeep ? OtlpValue.TooDeep() : value;
                    break;
                case "kvlistValue" or "kvlist_value":
                    value = OtlpValue.OfMap(ReadItems(ref reader, body, request, depth + 1, ReadEntry, out var isMapTooDeep));
                    value = isMapTooDeep ? OtlpValue.TooDeep() : value;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return value;
    }

    private static T[] ReadItems<T>(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, OtlpRequest request, int depth, ItemReader<T> read, out bool isTooDeep)
    {
        isTooDeep = depth > OtlpLimits.MaxDepth;
        if (isTooDeep || reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return [];
        }

        List<T> items = [];
        while (JsonScalars.NextProperty(ref reader, out var name))
        {
            if (name != "values" || reader.TokenType != JsonTokenType.StartArray)
            {
                reader.Skip();
                continue;
            }

            while (JsonScalars.NextItem(ref reader))
            {
                if (items.Count < OtlpLimits.MaxItems && !request.IsFull)
                {
                    items.Add(read(ref reader, body, request, depth));
                }
                else
                {
                    reader.Skip();
                }
            }
        }

        return [.. items];
    }

    private delegate T ItemReader<out T>(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, OtlpRequest request, int depth);
}
