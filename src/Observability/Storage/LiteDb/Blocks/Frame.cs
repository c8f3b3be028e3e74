using System.Buffers.Binary;
using System.IO.Hashing;

namespace Observability.Storage.LiteDb.Blocks;

/// <summary>The envelope of every block: a checksum, the size, and the bytes, compressed where that helps.</summary>
/// <remarks>LiteDB has no checksums; a damaged page shows here.</remarks>
internal static class Frame
{
    private const int HeaderSize = 13;
    private const byte Stored = 0;
    private const byte Compressed = 1;
    private const int MaxSize = 1 << 30;

    public static byte[] Seal(ReadOnlySpan<byte> raw, bool compress = true)
    {
        ReadOnlySpan<byte> smaller = default;
        var isCompressed = compress && Zstd.TryCompress(raw, out smaller);
        var body = isCompressed ? smaller : raw;
        var block = new byte[HeaderSize + body.Length];
        block[8] = isCompressed ? Compressed : Stored;
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(9), raw.Length);
        body.CopyTo(block.AsSpan(HeaderSize));
        BinaryPrimitives.WriteUInt64LittleEndian(block, XxHash3.HashToUInt64(block.AsSpan(8)));
        return block;
    }

    /// <exception cref="InvalidDataException">The block is damaged.</exception>
    public static ReadOnlyMemory<byte> Open(byte[] block)
    {
        if (block.Length < HeaderSize || BinaryPrimitives.ReadUInt64LittleEndian(block) != XxHash3.HashToUInt64(block.AsSpan(8)))
        {
            throw new InvalidDataException("A block of the telemetry store is damaged: its checksum does not match.");
        }

        if (block[8] == Stored)
        {
            return block.AsMemory(HeaderSize);
        }

        var size = BinaryPrimitives.ReadInt32LittleEndian(block.AsSpan(9));
        return size is >= 0 and <= MaxSize
            ? Zstd.Decompress(block.AsSpan(HeaderSize), size)
            : throw new InvalidDataException("A block of the telemetry store is damaged: its size is out of range.");
    }
}
