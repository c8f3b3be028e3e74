using System.Buffers;

namespace Observability.Evaluation.Deterministic.Text;

/// <summary>The Levenshtein distance, 64 cells of its table at a time.</summary>
/// <remarks>Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming", J. ACM 46(3), 1999, in the block form of Hyyrö 2003.</remarks>
internal static class EditDistance
{
    private const int WordBits = 64;

    /// <summary>Computes it over any symbols.</summary>
    public static int Of(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        var prefix = left.CommonPrefixLength(right);
        left = left[prefix..];
        right = right[prefix..];
        while (!left.IsEmpty && !right.IsEmpty && left[^1] == right[^1])
        {
            left = left[..^1];
            right = right[..^1];
        }

        return left.IsEmpty || right.IsEmpty ? Math.Max(left.Length, right.Length)
            : left.Length <= right.Length ? Compute(left, right)
            : Compute(right, left);
    }

    private static int Compute(ReadOnlySpan<int> pattern, ReadOnlySpan<int> text)
    {
        var blocks = (pattern.Length + WordBits - 1) / WordBits;
        var symbols = new Dictionary<int, int>();
        foreach (var symbol in pattern)
        {
            symbols.TryAdd(symbol, symbols.Count + 1);
        }

        // Of each symbol the positions where the pattern has it; row 0 is for symbols it does not have.
        var rows = ArrayPool<ulong>.Shared.Rent((symbols.Count + 3) * blocks);
        rows.AsSpan(0, (symbols.Count + 1) * blocks).Clear();
        for (var i = 0; i < pattern.Length; i++)
        {
            rows[(symbols[pattern[i]] * blocks) + (i / WordBits)] |= 1UL << (i % WordBits);
        }

        var up = rows.AsSpan((symbols.Count + 1) * blocks, blocks);
        var down = rows.AsSpan((symbols.Count + 2) * blocks, blocks);
        up.Fill(ulong.MaxValue);
        down.Clear();
        var distance = pattern.Length;
        var last = (pattern.Length - 1) % WordBits;
        foreach (var symbol in text)
        {
            var row = rows.AsSpan(symbols.GetValueOrDefault(symbol) * blocks, blocks);
            distance += Advance(row, up, down, last);
        }

        ArrayPool<ulong>.Shared.Return(rows);
        return distance;
    }

    /// <summary>Moves one column on; returns by how much its last cell differs.</summary>
    private static int Advance(ReadOnlySpan<ulong> row, Span<ulong> up, Span<ulong> down, int last)
    {
        ulong higher = 1, lower = 0;
        var change = 0;
        for (var b = 0; b < row.Length; b++)
        {
            var vertical = row[b] | down[b];
            var equal = row[b] | lower;
            var horizontal = (((equal & up[b]) + up[b]) ^ up[b]) | equal;
            var plus = down[b] | ~(horizontal | up[b]);
            var minus = up[b] & horizontal;
            if (b == row.Length - 1)
            {
                change = (int)((plus >> last) & 1) - (int)((minus >> last) & 1);
            }

            var (nextHigher, nextLower) = (plus >> (WordBits - 1), minus >> (WordBits - 1));
            plus = (plus << 1) | higher;
            minus = (minus << 1) | lower;
            up[b] = minus | ~(vertical | plus);
            down[b] = plus & vertical;
            (higher, lower) = (nextHigher, nextLower);
        }

        return change;
    }
}
