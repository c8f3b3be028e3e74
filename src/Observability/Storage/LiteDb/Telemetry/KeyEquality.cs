using System.Buffers.Binary;

namespace Observability.Storage.LiteDb.Telemetry;

/// <summary>Compares hashed keys by their bytes.</summary>
internal sealed class KeyEquality : IEqualityComparer<byte[]>
{
    public static KeyEquality Instance { get; } = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(byte[] key) => BinaryPrimitives.ReadInt32LittleEndian(key);
}
