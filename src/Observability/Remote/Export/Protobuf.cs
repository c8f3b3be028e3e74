using System.Buffers;
using System.Numerics;

namespace Observability.Remote.Export;

/// <summary>The few rules of protobuf's encoding that OTLP needs.</summary>
internal static class Protobuf
{
    public const uint VarintType = 0;
    public const uint Fixed64Type = 1;
    public const uint LengthType = 2;

    public static uint Tag(uint field, uint type) => (field << 3) | type;

    public static int VarintLength(ulong value) => (BitOperations.Log2(value | 1) / 7) + 1;

    /// <summary>The length of a field with a content of <paramref name="content"/> bytes.</summary>
    public static int LengthOf(uint field, int content) => VarintLength(Tag(field, LengthType)) + VarintLength((ulong)content) + content;

    public static void WriteVarint(IBufferWriter<byte> writer, ulong value)
    {
        var span = writer.GetSpan(10);
        var count = 0;
        for (; value >= 0x80; value >>= 7)
        {
            span[count++] = (byte)(value | 0x80);
        }

        span[count++] = (byte)value;
        writer.Advance(count);
    }

    /// <summary>Writes what stands before a field's content of <paramref name="length"/> bytes.</summary>
    public static void WriteHeader(IBufferWriter<byte> writer, uint field, int length)
    {
        WriteVarint(writer, Tag(field, LengthType));
        WriteVarint(writer, (ulong)length);
    }

    /// <summary>Reads a varint; false at the end or when it is none.</summary>
    public static bool TryReadVarint(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && !bytes.IsEmpty; shift += 7)
        {
            var next = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
