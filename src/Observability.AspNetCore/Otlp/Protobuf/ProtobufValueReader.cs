using Observability.AspNetCore.Otlp.Spans;

namespace Observability.AspNetCore.Otlp.Protobuf;

/// <summary>Reads attributes and their values from protobuf (<c>opentelemetry.proto.common.v1</c>).</summary>
internal static class ProtobufValueReader
{
    private const uint Key = (1 << 3) | 2;
    private const uint Value = (2 << 3) | 2;
    private const uint Text = (1 << 3) | 2;
    private const uint Boolean = 2 << 3;
    private const uint Integer = 3 << 3;
    private const uint Number = (4 << 3) | 1;
    private const uint List = (5 << 3) | 2;
    private const uint Map = (6 << 3) | 2;
    private const uint Bytes = (7 << 3) | 2;
    private const uint Items = (1 << 3) | 2;

    /// <summary>Reads a <c>KeyValue</c> into the attributes.</summary>
    /// <exception cref="InvalidDataException">It is no protobuf.</exception>
    public static void ReadAttribute(ReadOnlyMemory<byte> message, OtlpAttributes attributes, OtlpRequest request)
    {
        var (name, value) = ReadEntry(message, request, 0);
        attributes.Add(name, value);
    }

    private static KeyValuePair<string, OtlpValue> ReadEntry(ReadOnlyMemory<byte> message, OtlpRequest request, int depth)
    {
        var name = "";
        OtlpValue value = default;
        var reader = new ProtobufReader(message);
        while (reader.Read())
        {
            switch (reader.Tag)
            {
                case Key:
                    name = NameCache.Get(reader.ReadBytes().Span);
                    break;
                case Value:
                    value = ReadValue(reader.ReadBytes(), request, depth);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new(name, value);
    }

    private static OtlpValue ReadValue(ReadOnlyMemory<byte> message, OtlpRequest request, int depth)
    {
        if (!request.TryCountValue())
        {
            return default;
        }

        OtlpValue value = default;
        var reader = new ProtobufReader(message);
        while (reader.Read())
        {
            switch (reader.Tag)
            {
                case Text:
                    value = OtlpValue.OfText(reader.ReadBytes());
                    break;
                case Boolean:
                    value = OtlpValue.OfBoolean(reader.ReadVarint() != 0);
                    break;
                case Integer:
                    value = OtlpValue.OfInteger((long)reader.ReadVarint());
                    break;
                case Number:
                    value = OtlpValue.OfNumber(BitConverter.UInt64BitsToDouble(reader.ReadFixed64()));
                    break;
                case List:
                    var list = reader.ReadBytes();
                    value = depth < OtlpLimits.MaxDepth ? OtlpValue.OfList(ReadItems(list, request, depth + 1, ReadValue)) : OtlpValue.TooDeep();
                    break;
                case Map:
                    var map = reader.ReadBytes();
                    value = depth < OtlpLimits.MaxDepth ? OtlpValue.OfMap(ReadItems(map, request, depth + 1, ReadEntry)) : OtlpValue.TooDeep();
                    break;
                case Bytes:
                    value = OtlpValue.OfBytes(reader.ReadBytes());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return value;
    }

    private static T[] ReadItems<T>(ReadOnlyMemory<byte> message, OtlpRequest request, int depth, Func<ReadOnlyMemory<byte>, OtlpRequest, int, T> read)
    {
        List<T> items = [];
        var reader = new ProtobufReader(message);
        while (reader.Read())
        {
            if (reader.Tag == Items && items.Count < OtlpLimits.MaxItems && !request.IsFull)
            {
                items.Add(read(reader.ReadBytes(), request, depth));
            }
            else
            {
                reader.Skip();
            }
        }

        return [.. items];
    }
}
