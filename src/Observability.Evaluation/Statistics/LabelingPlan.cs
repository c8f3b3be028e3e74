using MathNet.Numerics.Random;

namespace Observability.Evaluation.Statistics;

/// <summary>Chooses which items people should label next: at random, but rather those where the judge is unsure.</summary>
/// <remarks>
/// <para>
/// A label is worth most where the judge may be wrong, yet always taking just those would bias every mean. So each item gets a probability in proportion to
/// the judge's uncertainty, mixed with an equal share for all (Zrnic and Candès, "Active Statistical Inference", arXiv 2403.03208), and exactly the wanted number
/// is drawn by systematic sampling in random order. <see cref="PredictionPoweredMean.OfPlan"/> puts the weights right again.
/// </para>
/// <para>Choose among the items that have no label yet, and estimate with the labels of that choice.</para>
/// </remarks>
public static class LabelingPlan
{
    /// <summary>Chooses <paramref name="count"/> items.</summary>
    /// <param name="uncertainty">How unsure the judge is of each item, 0 or more, in any unit: see <see cref="Uncertainty"/>, or the spread of repeated judgements.</param>
    /// <param name="count">How many items to label, 1 to the number of items.</param>
    /// <param name="equalShare">The share of the choice that is equal for all items, above 0 to 1. It bounds the harm of a judge that is sure and wrong.</param>
    /// <param name="seed">The same seed gives the same choice.</param>
    /// <returns>The chosen items, most uncertain first.</returns>
    /// <exception cref="ArgumentException">There is no item, or an uncertainty is negative, NaN or infinite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count or the share is outside its range.</exception>
    public static IReadOnlyList<LabelChoice> Choose(IReadOnlyList<double> uncertainty, int count, double equalShare = 0.5, int seed = 1)
    {
        Sample.Moments(uncertainty, nameof(uncertainty));
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, uncertainty.Count);
        if (equalShare is not (> 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(equalShare), equalShare, "The equal share is above 0 and at most 1: every item needs a chance, or the mean is biased.");
        }

        if (uncertainty.Any(value => value < 0))
        {
            throw new ArgumentException("An uncertainty is negative.", nameof(uncertainty));
        }

        var probabilities = Probabilities(uncertainty, count, equalShare);
        var random = new MersenneTwister(seed, threadSafe: false);
        int[] order = [.. Enumerable.Range(0, probabilities.Length)];
        Shuffle(order, random);
        return [.. Systematic(order, probabilities, count, random).OrderByDescending(choice => uncertainty[choice.Item]).ThenBy(choice => choice.Item)];
    }

    /// <summary>How unsure a judge is that says an item passes with this probability: the standard deviation of such an outcome, 0 to 0.5.</summary>
    /// <param name="probability">The judge's probability, 0 to 1.</param>
    public static double Uncertainty(double probability) => probability is >= 0 and <= 1
        ? Math.Sqrt(probability * (1 - probability))
        : throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability is between 0 and 1.");

    /// <summary>Probabilities in proportion to the mixed weights that add up to the count; what exceeds 1 is cut and shared out among the rest.</summary>
    private static double[] Probabilities(IReadOnlyList<double> uncertainty, int count, double equalShare)
    {
        var total = uncertainty.Sum();
        double[] weights = [.. uncertainty.Select(value => total == 0 ? 1.0 : ((1 - equalShare) * value / total) + (equalShare / uncertainty.Count))];
        var probabilities = new double[weights.Length];
        var certain = 0;
        while (true)
        {
            var scale = (count - certain) / weights.Where((_, i) => probabilities[i] < 1).Sum();
            var cut = 0;
            for (var i = 0; i < weights.Length; i++)
            {
                if (probabilities[i] < 1)
                {
                    probabilities[i] = Math.Min(1, scale * weights[i]);
                    cut += probabilities[i] >= 1 ? 1 : 0;
                }
            }

            certain += cut;
            if (cut == 0 || certain >= count)
            {
                return probabilities;
            }
        }
    }

    private static IEnumerable<LabelChoice> Systematic(int[] order, double[] probabilities, int count, MersenneTwister random)
    {
        var next = random.NextDouble();
        var sum = 0.0;
        var chosen = 0;
        foreach (var item in order)
        {
            sum += probabilities[item];
            if (sum > next && chosen < count)
            {
                next++;
                chosen++;
                yield return new LabelChoice(item, probabilities[item]);
            }
        }
    }

    private static void Shuffle(int[] order, MersenneTwister random)
    {
        for (var i = order.Length - 1; i > 0; i--)
        {
            var other = random.Next(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }
    }
}
