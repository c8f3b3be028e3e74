using System.Buffers;
using System.Text;

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
        return HasSurrogates(left) || HasSurrogates(right)
            ? Edit<Rune>([.. left.EnumerateRunes()], [.. right.EnumerateRunes()])
            : Edit<char>(left, right);
    }

    private static double Edit<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : IEquatable<T>
    {
        var longer = Math.Max(left.Length, right.Length);
        var prefix = left.CommonPrefixLength(right);
        left = left[prefix..];
        right = right[prefix..];
        while (!left.IsEmpty && !right.IsEmpty && left[^1].Equals(right[^1]))
        {
            left = left[..^1];
            right = right[..^1];
        }

        return 1 - ((double)Distance(left, right) / longer);
    }

    private static int Distance<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : IEquatable<T>
    {
        if (left.IsEmpty || right.IsEmpty)
        {
            return Math.Max(left.Length, right.Length);
        }

        var row = ArrayPool<int>.Shared.Rent(right.Length + 1);
        for (var j = 0; j <= right.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (left[i - 1].Equals(right[j - 1]) ? 0 : 1));
                diagonal = above;
            }
        }

        var distance = row[right.Length];
        ArrayPool<int>.Shared.Return(row);
        return distance;
    }

    private static bool HasSurrogates(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0;

    private static void Guard(int left, int right, string unit)
    {
        if (left > MaxLength || right > MaxLength)
        {
            throw new EvaluationFailedException($"A text of {Math.Max(left, right)} {unit} is too long to compare; at most {MaxLength} are.");
        }
    }
}
