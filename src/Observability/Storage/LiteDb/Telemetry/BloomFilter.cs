using System.Numerics;

namespace Observability.Storage.LiteDb.Telemetry;

/// <summary>A set of hashes that may claim too much, never too little; as small as about 2 % of false claims allow.</summary>
internal static class BloomFilter
{
    private const int Probes = 5;
    private const int BitsPerItem = 9;

    public static byte[] Build(IReadOnlyCollection<ulong> hashes)
    {
        if (hashes.Count == 0)
        {
            return [];
        }

        var bits = new byte[BitOperations.RoundUpToPowerOf2((uint)Math.Max(8, hashes.Count * BitsPerItem / 8))];
        foreach (var hash in hashes)
        {
            Set(bits, hash);
        }

        return bits;
    }

    public static bool MayContain(ReadOnlySpan<byte> bits, ulong hash)
    {
        if (bits.IsEmpty)
        {
            return false;
        }

        var mask = ((uint)bits.Length * 8) - 1;
        var step = (uint)(hash >> 32) | 1;
        var position = (uint)hash;
        for (var i = 0; i < Probes; i++, position += step)
        {
            var bit = position & mask;
            if ((bits[(int)(bit >> 3)] & (1 << (int)(bit & 7))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static void Set(Span<byte> bits, ulong hash)
    {
        var mask = ((uint)bits.Length * 8) - 1;
        var step = (uint)(hash >> 32) | 1;
        var position = (uint)hash;
        for (var i = 0; i < Probes; i++, position += step)
        {
            var bit = position & mask;
            bits[(int)(bit >> 3)] |= (byte)(1 << (int)(bit & 7));
        }
    }
}
