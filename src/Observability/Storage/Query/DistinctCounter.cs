using System.IO.Hashing;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Observability.Storage.Query;

/// <summary>
/// Counts distinct texts in bounded memory: exact (by 64-bit hash) up to 10,000; beyond that HyperLogLog with 2^14 registers, whose
/// standard error is 0.81 %.
/// </summary>
/// <remarks>Source: Flajolet, Fusy, Gandouet and Meunier, "HyperLogLog" (AofA 2007). Not thread-safe.</remarks>
internal sealed class DistinctCounter
{
    private const int ExactLimit = 10_000;
    private const int IndexBits = 14;
    private const int RegisterCount = 1 << IndexBits;
    private const double Alpha = 0.7213 / (1 + (1.079 / RegisterCount));

    private HashSet<ulong>? _exact = [];
    private byte[]? _registers;

    public void Add(string value)
    {
        var hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(value.AsSpan()));
        if (_exact is null)
        {
            AddToRegisters(hash);
            return;
        }

        if (_exact.Add(hash) && _exact.Count > ExactLimit)
        {
            _registers = new byte[RegisterCount];
            foreach (var known in _exact)
            {
                AddToRegisters(known);
            }

            _exact = null;
        }
    }

    public double Count => _exact?.Count ?? Estimate(_registers!);

    private void AddToRegisters(ulong hash)
    {
        var index = (int)(hash >> (64 - IndexBits));
        var rank = (byte)(BitOperations.LeadingZeroCount((hash << IndexBits) | (1UL << (IndexBits - 1))) + 1);
        _registers![index] = Math.Max(_registers[index], rank);
    }

    private static double Estimate(byte[] registers)
    {
        var sum = 0.0;
        var zeros = 0;
        foreach (var rank in registers)
        {
            sum += Math.ScaleB(1, -rank);
            zeros += rank == 0 ? 1 : 0;
        }

        var raw = Alpha * RegisterCount * RegisterCount / sum;
        return Math.Round(raw <= 2.5 * RegisterCount && zeros > 0 ? RegisterCount * Math.Log((double)RegisterCount / zeros) : raw);
    }
}
