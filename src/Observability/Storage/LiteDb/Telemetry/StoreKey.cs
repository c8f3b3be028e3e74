using System.Buffers.Binary;
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

    /// <summary>The key of a thing in a project.</summary>
    public static byte[] OfId(ProjectId project, string id) => Hash(project.Value, id)[..IdLength];

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
        Hash(project.Value, "")[..8].CopyTo(key);
        if (value is null)
        {
            return key[8..];
        }

        Hash(project.Value, value)[..8].CopyTo(key[8..]);
        return key[16..];
    }

    // Inverted: an ascending scan gives the newest first, and LiteDB walks an index upwards.
    private static void WriteTime(Span<byte> key, long micros) =>
        BinaryPrimitives.WriteUInt64BigEndian(key, ulong.MaxValue - ((ulong)micros ^ (1UL << 63)));

    private static byte[] Hash(string project, string id) => SHA256.HashData(Encoding.UTF8.GetBytes($"{project.Length}:{project}{id}"));
}
