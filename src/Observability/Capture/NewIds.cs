using System.Buffers.Binary;
using Observability.Model;

namespace Observability.Capture;

/// <summary>Makes ids in W3C format.</summary>
internal static class NewIds
{
    /// <summary>A trace id whose first 48 bits are the milliseconds since 1970, so that ids sort by time and stores keep neighbours together.</summary>
    public static TraceId Trace(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        Fill(bytes);
        var tail = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)now.ToUnixTimeMilliseconds() << 16) | tail);
        return new TraceId(Convert.ToHexStringLower(bytes));
    }

    /// <summary>A random span id, never all zero.</summary>
    public static ObservationId Observation()
    {
        Span<byte> bytes = stackalloc byte[8];
        Fill(bytes);
        bytes[7] |= 1;
        return new ObservationId(Convert.ToHexStringLower(bytes));
    }

#pragma warning disable CA5394 // Ids are not secrets, and the cryptographic generator costs half a microsecond for each.
    private static void Fill(Span<byte> bytes) => Random.Shared.NextBytes(bytes);
#pragma warning restore CA5394
}
