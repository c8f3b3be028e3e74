using Observability.Evaluation.Deterministic.Text;

namespace Observability.Evaluation.Deterministic;

/// <summary>Metrics of a whole corpus, which are not the mean of its sentences' scores: matches are summed first.</summary>
public static class CorpusMetrics
{
    /// <summary>BLEU of a corpus, in [0, 1] (Papineni et al., ACL 2002).</summary>
    /// <param name="segments">Each answer with its references, at least one.</param>
    /// <param name="smoothing">What is taken where an order has no match.</param>
    /// <param name="ignoreCase">Whether case counts.</param>
    public static double Bleu(IEnumerable<(string Answer, IReadOnlyList<string> References)> segments, BleuSmoothing smoothing = BleuSmoothing.None, bool ignoreCase = false)
    {
        ArgumentNullException.ThrowIfNull(segments);
        var counts = new BleuCounts();
        foreach (var (answer, references) in segments)
        {
            counts.Add(WordTokens.Mteval(answer, ignoreCase), Tokens(references, ignoreCase));
        }

        return counts.Score(smoothing);
    }

    /// <summary>GLEU of a corpus, in [0, 1] (Wu et al., arXiv 1609.08144).</summary>
    /// <param name="segments">Each answer with its references, at least one.</param>
    /// <param name="ignoreCase">Whether case counts.</param>
    public static double Gleu(IEnumerable<(string Answer, IReadOnlyList<string> References)> segments, bool ignoreCase = false)
    {
        ArgumentNullException.ThrowIfNull(segments);
        var counts = new GleuCounts();
        foreach (var (answer, references) in segments)
        {
            counts.Add(WordTokens.Mteval(answer, ignoreCase), Tokens(references, ignoreCase));
        }

        return counts.Score();
    }

    private static ulong[][] Tokens(IReadOnlyList<string> references, bool ignoreCase) => references.Count > 0
        ? [.. references.Select(reference => WordTokens.Mteval(reference, ignoreCase))]
        : throw new ArgumentException("A segment has no reference to compare with.", nameof(references));
}
