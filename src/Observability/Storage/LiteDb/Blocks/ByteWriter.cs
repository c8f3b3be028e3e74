using System.Buffers.Binary;
using System.Text;

namespace Observability.Storage.LiteDb.Blocks;

/// <summary>Appends numbers, text and bytes to a growing buffer that is used again.</summary>
internal sealed class ByteWriter(int capacity = 256)
{
    private byte[] _buffer = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public byte[] ToArray() => Span.ToArray();

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Reserve(value.Length));

    public void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    public void Varint(int value) => Varint((ulong)value);

    /// <summary>A signed number, small for small magnitudes of either sign.</summary>
    public void Zigzag(long value) => Varint((ulong)((value << 1) ^ (value >> 63)));

    public void Fixed64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);

    public void Decimal(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        foreach (var part in bits)
        {
            BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), part);
        }
    }

    public void NullableDecimal(decimal? value)
    {
        Byte(value is null ? (byte)0 : (byte)1);
        if (value is { } number)
        {
            Decimal(number);
        }
    }

    /// <summary>Text with its length in front. Lone surrogates become U+FFFD, as everywhere in UTF-8.</summary>
    public void Text(string value)
    {
        var count = Encoding.UTF8.GetByteCount(value);
        Varint(count);
        Encoding.UTF8.GetBytes(value, Reserve(count));
    }

    /// <summary>Text or null.</summary>
    public void NullableText(string? value)
    {
        Byte(value is null ? (byte)0 : (byte)1);
        if (value is not null)
        {
            Text(value);
        }
    }

    public void Texts(IReadOnlyList<string> values)
    {
        Varint(values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            Text(values[i]);
        }
    }

    public Span<byte> Reserve(int count)
    {
        if (_buffer.Length - Length < count)
        {
            Array.Resize(ref _buffer, checked((int)Math.Max(Math.Min(_buffer.Length * 2L, Array.MaxLength), (long)Length + count)));
        }

        var span = _buffer.AsSpan(Length, count);
        Length += count;
        return span;
    }
}
