using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LiteDB;
using Observability.Model;

namespace Observability.Storage.LiteDb.Telemetry;

/// <summary>Keys of documents and indexes: fixed-width bytes that sort as needed, however long the ids behind them are.</summary>
/// <remarks>Ids come from outside: a cryptographic hash, so that nobody can make two of them meet.</remarks>
internal static class StoreKey
{
    public const int IdLength = 16;

    private const int MaxLengthDigits = 11;

    /// <summary>The key of a thing in a project.</summary>
    public static byte[] OfId(ProjectId project, string id)
    {
        var key = new byte[IdLength];
        WriteHash(key, project.Value, id);
        return key;
    }

    /// <summary>A key that sorts newest first below a project and, where given, a value such as a user.</summary>
    public static byte[] OfTime(ProjectId project, string? value, long micros, ReadOnlySpan<byte> id)
    {
        var key = new byte[8 + (value is null ? 0 : 8) + 8 + 8];
        var rest = WritePrefix(key, project, value);
        WriteTime(rest, micros);
        id[..8].CopyTo(rest[8..]);
        return key;
    }

    /// <summary>The smallest and largest keys of a time range, newest first; null for an open end.</summary>
    public static (byte[] Low, byte[] High) RangeOf(ProjectId project, string? value, long? fromMicros, long? untilMicros)
    {
        var length = 8 + (value is null ? 0 : 8) + 8 + 8;
        var low = new byte[length];
        var high = new byte[length];
        WriteTime(WritePrefix(low, project, value), untilMicros ?? long.MaxValue);
        var rest = WritePrefix(high, project, value);
        WriteTime(rest, fromMicros ?? long.MinValue);
        rest[8..].Fill(0xFF);
        return (low, high);
    }

    /// <summary>The key that follows directly.</summary>
    public static byte[] After(byte[] key) => [.. key, 0];

    /// <summary>Of a document's keys the last one within a range.</summary>
    public static byte[] LastIn(BsonArray keys, byte[] low, byte[] high)
    {
        byte[]? last = null;
        foreach (var item in keys)
        {
            var key = item.AsBinary;
            if (Compare(key, low) >= 0 && Compare(key, high) <= 0 && (last is null || Compare(key, last) > 0))
            {
                last = key;
            }
        }

        return last ?? high;
    }

    private static int Compare(byte[] x, byte[] y) => x.AsSpan().SequenceCompareTo(y);

    private static Span<byte> WritePrefix(Span<byte> key, ProjectId project, string? value)
    {
        WriteHash(key[..8], project.Value, "");
        if (value is null)
        {
            return key[8..];
        }

        WriteHash(key[8..16], project.Value, value);
        return key[16..];
    }

    // Inverted: an ascending scan gives the newest first, and LiteDB walks an index upwards.
    private static void WriteTime(Span<byte> key, long micros) =>
        BinaryPrimitives.WriteUInt64BigEndian(key, ulong.MaxValue - ((ulong)micros ^ (1UL << 63)));

    // Fills the target with the first bytes of the hash. Several for each trace that is written: nothing of it is allocated for ids of usual length.
    private static void WriteHash(Span<byte> target, string project, string id)
    {
        const int MaxStack = 512;
        var most = MaxLengthDigits + Encoding.UTF8.GetMaxByteCount(project.Length) + Encoding.UTF8.GetMaxByteCount(id.Length);
        var text = most <= MaxStack ? stackalloc byte[MaxStack] : new byte[most];
        project.Length.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
        text[length++] = (byte)':';
        length += Encoding.UTF8.GetBytes(project, text[length..]);
        length += Encoding.UTF8.GetBytes(id, text[length..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..length], hash);
        hash[..target.Length].CopyTo(target);
    }
}
