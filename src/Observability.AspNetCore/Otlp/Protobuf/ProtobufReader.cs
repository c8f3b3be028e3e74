using System.Buffers.Binary;

namespace Observability.AspNetCore.Otlp.Protobuf;

/// <summary>Reads the fields of one protobuf message in the order they come. What it returns are slices of the message.</summary>
internal ref struct ProtobufReader(ReadOnlyMemory<byte> message)
{
    private readonly ReadOnlySpan<byte> _span = message.Span;
    private int _position;

    /// <summary>The number and wire type of the current field,.</summary>
    public uint Tag { get; private set; }


    /// <summary>Moves to the next field; false at the end. The value must be read or skipped before the next.</summary>
    /// <exception cref="InvalidDataException">It is no protobuf.</exception>
    public bool Read()
    {
        if (_position >= _span.Length)
        {
            return false;
        }

        var tag = ReadVarint();
        if (tag is 0 or > uint.MaxValue || tag >> 3 == 0)
        {
            throw Invalid();
        }

        Tag = (uint)tag;
        return true;
    }

    /// <exception cref="InvalidDataException">It is no protobuf.</exception>
    public ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_position >= _span.Length)
            {
                throw Invalid();
            }

            var next = _span[_position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Invalid();
    }

    /// <exception cref="InvalidDataException">It is no protobuf.</exception>
    public ulong ReadFixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)).Span);

    /// <exception cref="InvalidDataException">It is no protobuf.</exception>
    public ReadOnlyMemory<byte> ReadBytes() => Take(ReadVarint());

    /// <summary>Skips the value of the current field.</summary>
    /// <exception cref="InvalidDataException">It is no protobuf.</exception>
    public void Skip()
    {
        switch (Tag & 7)
        {
            case 0:
                ReadVarint();
                break;
            case 1:
                Take(sizeof(ulong));
                break;
            case 2:
                ReadBytes();
                break;
            case 5:
                Take(sizeof(uint));
                break;
            default:
                // Groups: nobody sends them any more.
                throw Invalid();
        }
    }

    private ReadOnlyMemory<byte> Take(ulong length)
    {
        if (length > (ulong)(_span.Length - _position))
        {
            throw Invalid();
        }

        var bytes = message.Slice(_position, (int)length);
        _position += (int)length;
        return bytes;
    }

    private static InvalidDataException Invalid() => new("The body is no valid protobuf.");
}
