using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using Observability.Remote.Delivery;

namespace Observability.Remote.Outbox;

/// <summary>The form of a parcel in a file: a header with a checksum, then its items, compressed.</summary>
internal static class ParcelFile
{
    private const int HeaderLength = 24;
    private const int MaxBytes = 1024 * 1024 * 1024;

    private static ReadOnlySpan<byte> Magic => "LLMO\u0001"u8;

    public static byte[] Write(Parcel parcel)
    {
        var file = new MemoryStream((int)Math.Min(parcel.Bytes, 1024 * 1024) + HeaderLength);
        file.Write(stackalloc byte[HeaderLength]);
        using (var compressed = new BrotliStream(file, CompressionLevel.Fastest, leaveOpen: true))
        using (var writer = new BinaryWriter(compressed))
        {
            foreach (var item in parcel.Items)
            {
                writer.Write7BitEncodedInt(item.Records);
                writer.Write7BitEncodedInt(item.Bytes.Length);
                writer.Write(item.Bytes.Span);
            }
        }

        var bytes = file.ToArray();
        Magic.CopyTo(bytes);
        bytes[5] = (byte)parcel.Kind;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), parcel.Items.Count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), bytes.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(16), ChecksumOf(bytes));
        return bytes;
    }

    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static Parcel Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderLength || !file.StartsWith(Magic) || BinaryPrimitives.ReadInt32LittleEndian(file[12..]) != file.Length
            || BinaryPrimitives.ReadUInt64LittleEndian(file[16..]) != ChecksumOf(file))
        {
            throw new InvalidDataException("The file is damaged: it is cut off or was changed.");
        }

        using var compressed = new BrotliStream(new MemoryStream(file[HeaderLength..].ToArray()), CompressionMode.Decompress);
        using var reader = new BinaryReader(compressed);
        var items = new ParcelItem[BinaryPrimitives.ReadInt32LittleEndian(file[8..])];
        for (var i = 0; i < items.Length; i++)
        {
            var records = reader.Read7BitEncodedInt();
            var length = reader.Read7BitEncodedInt();
            items[i] = new ParcelItem(length is >= 0 and <= MaxBytes ? reader.ReadBytes(length) : throw new InvalidDataException("The file holds an item that is too large."), records);
        }

        return new Parcel((ParcelKind)file[5], items);
    }

    // Over everything but itself: the part before it and the part after it.
    private static ulong ChecksumOf(ReadOnlySpan<byte> file)
    {
        var hash = new XxHash64();
        hash.Append(file[..16]);
        hash.Append(file[HeaderLength..]);
        return hash.GetCurrentHashAsUInt64();
    }
}
