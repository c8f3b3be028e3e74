using System.IO.Hashing;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Observability.Evaluation.Deterministic.Text;

/// <summary>Tokens and n-grams as 64-bit hashes, so that comparing texts allocates no string for each word.</summary>
/// <remarks>The seed is random for each process: nobody can write an answer whose words collide with the expected ones.</remarks>
internal static class TokenHash
{
    private static readonly long Seed = Random.Shared.NextInt64();

    public static ulong Of(ReadOnlySpan<char> token) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(token), Seed);

    /// <summary>The hashes of all n-grams, sorted.</summary>
    public static ulong[] SortedGrams(ReadOnlySpan<ulong> tokens, int order)
    {
        if (tokens.Length < order)
        {
            return [];
        }

        var grams = new ulong[tokens.Length - order + 1];
        for (var i = 0; i < grams.Length; i++)
        {
            grams[i] = order == 1 ? tokens[i] : Combine(tokens.Slice(i, order));
        }

        Array.Sort(grams);
        return grams;
    }

    /// <summary>How many elements two sorted multisets share.</summary>
    public static int Overlap(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        var shared = 0;
        for (int i = 0, j = 0; i < left.Length && j < right.Length;)
        {
            if (left[i] == right[j])
            {
                shared++;
                i++;
                j++;
            }
            else if (left[i] < right[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return shared;
    }

    /// <summary>How many elements of a sorted multiset are in others, each counted as often as it is in one of them at most: BLEU's clipped count.</summary>
    public static int Clipped(ReadOnlySpan<ulong> candidate, IReadOnlyList<ulong[]> references)
    {
        if (references.Count == 1)
        {
            return Overlap(candidate, references[0]);
        }

        var clipped = 0;
        for (var i = 0; i < candidate.Length;)
        {
            var end = i + 1;
            while (end < candidate.Length && candidate[end] == candidate[i])
            {
                end++;
            }

            var most = 0;
            foreach (var reference in references)
            {
                most = Math.Max(most, CountOf(reference, candidate[i]));
            }

            clipped += Math.Min(end - i, most);
            i = end;
        }

        return clipped;
    }

    // The tokens are seeded hashes already: mixing them needs no more than not to cancel out.
    private static ulong Combine(ReadOnlySpan<ulong> tokens)
    {
        var hash = 0UL;
        foreach (var token in tokens)
        {
            hash = (BitOperations.RotateLeft(hash, 23) ^ token) * 0x9E3779B97F4A7C15;
            hash ^= hash >> 32;
        }

        return hash;
    }

    private static int CountOf(ReadOnlySpan<ulong> sorted, ulong value)
    {
        var index = sorted.BinarySearch(value);
        if (index < 0)
        {
            return 0;
        }

        var first = index;
        while (first > 0 && sorted[first - 1] == value)
        {
            first--;
        }

        var last = index;
        while (last + 1 < sorted.Length && sorted[last + 1] == value)
        {
            last++;
        }

        return last - first + 1;
    }
}
