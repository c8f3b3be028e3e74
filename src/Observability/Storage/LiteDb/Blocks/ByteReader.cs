using System.Buffers.Binary;
using System.Text;

namespace Observability.Storage.LiteDb.Blocks;

/// <summary>Reads what a <see cref="ByteWriter"/> wrote; anything else ends in <see cref="InvalidDataException"/>, never in a large allocation.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly int Remaining => _rest.Length;

    public byte Byte() => Bytes(1)[0];

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if ((uint)count > (uint)_rest.Length)
        {
            throw new InvalidDataException("A block of the telemetry store ends too early.");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    public ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number in a block of the telemetry store is too long.");
    }

    public long Zigzag()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>A number of things that follow, each of at least <paramref name="minimumSize"/> bytes.</summary>
    public int Count(int minimumSize = 1)
    {
        var count = Varint();
        return count <= (ulong)(_rest.Length / minimumSize)
            ? (int)count
            : throw new InvalidDataException("A count in a block of the telemetry store is too large.");
    }

    /// <summary>A number that fits an <see cref="int"/>.</summary>
    public int Int32()
    {
        var value = Varint();
        return value <= int.MaxValue ? (int)value : throw new InvalidDataException("A number in a block of the telemetry store is too large.");
    }

    public ulong Fixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8));

    public decimal Decimal()
    {
        Span<int> bits = stackalloc int[4];
        for (var i = 0; i < 4; i++)
        {
            bits[i] = BinaryPrimitives.ReadInt32LittleEndian(Bytes(4));
        }

        return new decimal(bits);
    }

    public decimal? NullableDecimal() => Byte() == 0 ? null : Decimal();

    public string Text() => Encoding.UTF8.GetString(Bytes(Count()));

    public string? NullableText() => Byte() == 0 ? null : Text();

    public string[] Texts()
    {
        var count = Count();
        if (count == 0)
        {
            return [];
        }

        var values = new string[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = Text();
        }

        return values;
    }
}
