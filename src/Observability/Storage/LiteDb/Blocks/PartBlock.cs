namespace Observability.Storage.LiteDb.Blocks;

/// <summary>A run of consecutive parts: pieces of payloads that are compressed together.</summary>
internal sealed class PartBlock
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly int[] _ends;
    private readonly int _start;

    private PartBlock(long first, ReadOnlyMemory<byte> bytes, int[] ends, int start)
    {
        First = first;
        _bytes = bytes;
        _ends = ends;
        _start = start;
    }

    /// <summary>The id of the first part.</summary>
    public long First { get; }

    public int Count => _ends.Length;

    /// <summary>The memory it takes.</summary>
    public int Size => _bytes.Length + (_ends.Length * sizeof(int));

    public static byte[] Write(IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        var writer = new ByteWriter(parts.Sum(p => p.Length) + (parts.Count * 3) + 8);
        writer.Varint(parts.Count);
        foreach (var part in parts)
        {
            writer.Varint(part.Length);
        }

        foreach (var part in parts)
        {
            writer.Bytes(part.Span);
        }

        return Frame.Seal(writer.Span);
    }

    /// <exception cref="InvalidDataException">The block is damaged.</exception>
    public static PartBlock Open(long first, byte[] block)
    {
        var bytes = Frame.Open(block);
        var reader = new ByteReader(bytes.Span);
        var ends = new int[reader.Count()];
        var end = 0;
        for (var i = 0; i < ends.Length; i++)
        {
            end = checked(end + reader.Int32());
            ends[i] = end;
        }

        return end == reader.Remaining
            ? new PartBlock(first, bytes, ends, bytes.Length - end)
            : throw new InvalidDataException("A block of the telemetry store is damaged: its parts do not fill it.");
    }

    /// <summary>The bytes of a part; empty when it was erased.</summary>
    /// <exception cref="InvalidDataException">The block does not hold the part.</exception>
    public ReadOnlyMemory<byte> this[long part]
    {
        get
        {
            var index = part - First;
            if (index < 0 || index >= _ends.Length)
            {
                throw new InvalidDataException("A payload of the telemetry store is missing.");
            }

            var start = index == 0 ? 0 : _ends[index - 1];
            return _bytes.Slice(_start + start, _ends[index] - start);
        }
    }
}
