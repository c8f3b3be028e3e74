using System.Globalization;

namespace Observability.Evaluation.Judging.Forms;

/// <summary>A rating weighted by the probabilities of its alternatives: Σ p(r) · r / Σ p(r) over the ratings among the likeliest tokens.</summary>
/// <remarks>G-Eval: Liu et al., arXiv 2303.16634, section 2. Finer than a whole number, and steadier where the model wavers between two.</remarks>
internal static class WeightedRating
{
    /// <summary>The mean; null where the tokens do not show the rating.</summary>
    /// <param name="tokens">The tokens of the answer, whose last whole number is the rating.</param>
    /// <param name="rating">The rating as it was read.</param>
    /// <param name="lowest">The lowest rating.</param>
    /// <param name="highest">The highest rating.</param>
    public static double? Of(IReadOnlyList<TokenProbability> tokens, int rating, int lowest, int highest)
    {
        for (var i = tokens.Count - 1; i >= 0; i--)
        {
            if (Rating(tokens[i].Token) is { } found)
            {
                return found == rating ? Mean(tokens[i], lowest, highest) : null;
            }
        }

        return null;
    }

    private static double? Mean(TokenProbability token, int lowest, int highest)
    {
        var weights = new Dictionary<int, double>();
        foreach (var (text, logProbability) in token.Alternatives.Any(alternative => alternative.Token == token.Token) ? token.Alternatives : [.. token.Alternatives, (token.Token, token.LogProbability)])
        {
            if (Rating(text) is { } rating && rating >= lowest && rating <= highest)
            {
                // " 4" and "4" are two tokens of one rating.
                weights[rating] = weights.GetValueOrDefault(rating) + Math.Exp(logProbability);
            }
        }

        var total = weights.Values.Sum();
        return total > 0 && double.IsFinite(total) ? weights.Sum(pair => pair.Key * pair.Value) / total : null;
    }

    private static int? Rating(string token) =>
        int.TryParse(token.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var rating) ? rating : null;
}
