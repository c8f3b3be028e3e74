namespace Observability.Evaluation.Deterministic.Text;

/// <summary>The counts behind GLEU: they add up over a corpus.</summary>
internal sealed class GleuCounts
{
    private const int MaxOrder = 4;

    private long _matches;
    private long _larger;

    /// <summary>Adds one segment; of its references the one it scores best against counts.</summary>
    public void Add(ulong[] candidate, IReadOnlyList<ulong[]> references)
    {
        var (matches, larger) = (0L, 0L);
        foreach (var reference in references)
        {
            var (m, l) = Compare(candidate, reference);
            if (larger == 0 || (double)m / Math.Max(l, 1) > (double)matches / larger)
            {
                (matches, larger) = (m, l);
            }
        }

        _matches += matches;
        _larger += larger;
    }

    /// <summary>GLEU = matches / max(candidate n-grams, reference n-grams), which is min(precision, recall).</summary>
    public double Score() => _larger == 0 ? 1 : (double)_matches / _larger;

    private static (long Matches, long Larger) Compare(ulong[] candidate, ulong[] reference)
    {
        long matches = 0, own = 0, others = 0;
        for (var order = 1; order <= MaxOrder; order++)
        {
            var left = TokenHash.SortedGrams(candidate, order);
            var right = TokenHash.SortedGrams(reference, order);
            matches += TokenHash.Overlap(left, right);
            own += left.Length;
            others += right.Length;
        }

        return (matches, Math.Max(own, others));
    }
}
