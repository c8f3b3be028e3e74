using System.Buffers.Binary;
using System.Text;

namespace Observability.AspNetCore.Tests.Otlp;

/// <summary>Writes protobuf by hand: what it writes must be read without our reader's help.</summary>
internal sealed class ProtobufSketch
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public void Varint(int field, ulong value)
    {
        Raw((ulong)field << 3);
        Raw(value);
    }

    public void Fixed64(int field, ulong value)
    {
        Raw(((ulong)field << 3) | 1);
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        _bytes.AddRange(bytes);
    }

    public void Bytes(int field, byte[] value)
    {
        Raw(((ulong)field << 3) | 2);
        Raw((ulong)value.Length);
        _bytes.AddRange(value);
    }

    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public void Message(int field, Action<ProtobufSketch> write)
    {
        var inner = new ProtobufSketch();
        write(inner);
        Bytes(field, inner.ToArray());
    }

    private void Raw(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.Add((byte)(value | 0x80));
        }

        _bytes.Add((byte)value);
    }
}
