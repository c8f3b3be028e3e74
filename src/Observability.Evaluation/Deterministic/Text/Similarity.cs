using System.Buffers;

namespace Observability.Evaluation.Deterministic.Text;

/// <summary>Similarities of two texts that are computed from a table of their prefixes.</summary>
internal static class Similarity
{
    /// <summary>The longest text, in characters or tokens, that is compared: the time grows with the product of both lengths.</summary>
    public const int MaxLength = 20_000;

    /// <summary>The length of the longest common subsequence.</summary>
    public static int LongestCommonSubsequence(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        Guard(left.Length, right.Length, "tokens");
        if (left.IsEmpty || right.IsEmpty)
        {
            return 0;
        }

        var row = ArrayPool<int>.Shared.Rent(right.Length + 1);
        row.AsSpan(0, right.Length + 1).Clear();
        foreach (var token in left)
        {
            var diagonal = 0;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = token == right[j - 1] ? diagonal + 1 : Math.Max(above, row[j - 1]);
                diagonal = above;
            }
        }

        var length = row[right.Length];
        ArrayPool<int>.Shared.Return(row);
        return length;
    }

    /// <summary>1 − Levenshtein distance / length of the longer text, over Unicode characters.</summary>
    public static double Edit(string left, string right)
    {
        if (left == right)
        {
            return 1;
        }

        Guard(left.Length, right.Length, "characters");
        var symbols = ArrayPool<int>.Shared.Rent(left.Length + right.Length);
        var l = Decode(left, symbols);
        var r = Decode(right, symbols.AsSpan(l));
        var similarity = 1 - ((double)EditDistance.Of(symbols.AsSpan(0, l), symbols.AsSpan(l, r)) / Math.Max(l, r));
        ArrayPool<int>.Shared.Return(symbols);
        return similarity;
    }

    private static int Decode(string text, Span<int> into)
    {
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            into[count++] = rune.Value;
        }

        return count;
    }

    private static void Guard(int left, int right, string unit)
    {
        if (left > MaxLength || right > MaxLength)
        {
            throw new EvaluationFailedException($"A text of {Math.Max(left, right)} {unit} is too long to compare; at most {MaxLength} are.");
        }
    }
}
