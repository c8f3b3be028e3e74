namespace Observability.Evaluation.Statistics;

/// <summary>How far a judge agrees with people (or two judges, or two people, with each other).</summary>
/// <remarks>
/// Both lists hold the same items in the same order. The share of agreement alone flatters a judge that always passes; Cohen's kappa takes off what agreement
/// would come about by chance, so 0 is chance and 1 is complete. For more than two raters, or missing labels, use <see cref="KrippendorffAlpha"/>.
/// </remarks>
public static class JudgeAgreement
{
    /// <summary>The share of items with the same label, with Wilson's interval.</summary>
    /// <param name="judge">The judge's label per item.</param>
    /// <param name="human">The person's label per item.</param>
    /// <param name="level">The confidence level.</param>
    /// <typeparam name="T">The label: a string, a Boolean, an integer, an enumeration.</typeparam>
    /// <exception cref="ArgumentException">The lists are empty or differ in length.</exception>
    public static Estimate Share<T>(IReadOnlyList<T> judge, IReadOnlyList<T> human, double level = 0.95)
        where T : notnull
    {
        Sample.CheckPairs(judge, human, nameof(human));
        return ProportionEstimate.Of(judge.Zip(human).Count(pair => Same(pair.First, pair.Second)), judge.Count, level);
    }

    /// <summary>Cohen's kappa.</summary>
    /// <remarks>
    /// Cohen, Educational and Psychological Measurement 20, 1960; standard error of Fleiss, Cohen and Everitt, Psychological Bulletin 72, 1969.
    /// The interval is Wilson's for the agreement, on the scale of kappa and at its variance: the plain symmetric one covers only 88 % near 1.
    /// </remarks>
    /// <param name="judge">The judge's label per item.</param>
    /// <param name="human">The person's label per item.</param>
    /// <param name="level">The confidence level.</param>
    /// <typeparam name="T">The label: a string, a Boolean, an integer, an enumeration.</typeparam>
    /// <returns>The estimate; null when both used one and the same label throughout, where chance already explains everything.</returns>
    /// <exception cref="ArgumentException">The lists are empty or differ in length.</exception>
    public static Estimate? CohensKappa<T>(IReadOnlyList<T> judge, IReadOnlyList<T> human, double level = 0.95)
        where T : notnull
    {
        Sample.CheckPairs(judge, human, nameof(human));
        return Kappa(judge, human, (a, b) => Same(a, b) ? 1 : 0, "Cohen's kappa", level);
    }

    /// <summary>Cohen's weighted kappa for ratings on a scale, where near misses count as partial agreement.</summary>
    /// <remarks>Cohen, Psychological Bulletin 70, 1968. The distance is that of the values, so unused steps of the scale keep their place.</remarks>
    /// <param name="judge">The judge's rating per item.</param>
    /// <param name="human">The person's rating per item.</param>
    /// <param name="weights">How distance counts.</param>
    /// <param name="level">The confidence level.</param>
    /// <returns>The estimate; null when both gave one and the same rating throughout.</returns>
    /// <exception cref="ArgumentException">The lists are empty or differ in length, or a rating is NaN or infinite.</exception>
    public static Estimate? WeightedKappa(
        IReadOnlyList<double> judge, IReadOnlyList<double> human, KappaWeights weights = KappaWeights.Quadratic, double level = 0.95)
    {
        Sample.Differences(judge, human);
        var range = Math.Max(judge.Max(), human.Max()) - Math.Min(judge.Min(), human.Min());
        return Kappa(judge, human, Weight, weights == KappaWeights.Linear ? "linear kappa" : "quadratic kappa", level);

        double Weight(double a, double b)
        {
            var distance = range == 0 ? 0 : Math.Abs(a - b) / range;
            return 1 - (weights == KappaWeights.Linear ? distance : distance * distance);
        }
    }

    private static Estimate? Kappa<T>(IReadOnlyList<T> judge, IReadOnlyList<T> human, Func<T, T, double> weight, string method, double level)
        where T : notnull
    {
        var n = judge.Count;
        var judged = Shares(judge);
        var labelled = Shares(human);
        var chance = judged.Sum(a => labelled.Sum(b => a.Value * b.Value * weight(a.Key, b.Key)));
        if (1 - chance < 1e-12)
        {
            return null;
        }

        var pairs = judge.Zip(human).CountBy(pair => pair).Select(pair => (pair.Key.First, pair.Key.Second, Share: (double)pair.Value / n)).ToList();
        var observed = pairs.Sum(pair => pair.Share * weight(pair.First, pair.Second));
        var kappa = (observed - chance) / (1 - chance);
        var ofJudge = judged.Keys.ToDictionary(a => a, a => labelled.Sum(b => b.Value * weight(a, b.Key)));
        var ofHuman = labelled.Keys.ToDictionary(b => b, b => judged.Sum(a => a.Value * weight(a.Key, b)));
        var squares = pairs.Sum(pair =>
            pair.Share * Math.Pow(weight(pair.First, pair.Second) - ((ofJudge[pair.First] + ofHuman[pair.Second]) * (1 - kappa)), 2));
        var variance = (squares - Math.Pow(kappa - (chance * (1 - kappa)), 2)) / (n * (1 - chance) * (1 - chance));
        var error = Math.Sqrt(Math.Max(0, variance));

        // Kappa is the agreement on another scale, and so is its interval: Wilson's, at as many items as have the variance of kappa.
        var spread = observed * (1 - observed);
        var effective = error > 0 && spread > 0 ? spread / (error * error * (1 - chance) * (1 - chance)) : n;
        var agreement = ProportionEstimate.Wilson(Math.Clamp(observed, 0, 1), effective, error, level, n, method);
        return Estimate.Between(kappa, error, Math.Max(-1, OnScale(agreement.Lower)), Math.Min(1, OnScale(agreement.Upper)), level, n, method);

        double OnScale(double share) => (share - chance) / (1 - chance);
    }

    private static Dictionary<T, double> Shares<T>(IReadOnlyList<T> labels)
        where T : notnull => labels.CountBy(label => label).ToDictionary(pair => pair.Key, pair => (double)pair.Value / labels.Count);

    private static bool Same<T>(T a, T b) => EqualityComparer<T>.Default.Equals(a, b);
}
