namespace Observability.Evaluation.Statistics;

/// <summary>Keeps the chance of any false alarm among several comparisons at the level meant for one: several metrics, several candidate runs.</summary>
/// <remarks>Holm, Scandinavian Journal of Statistics 6, 1979. It holds however the comparisons depend on each other and is never weaker than Bonferroni's.</remarks>
public static class HolmCorrection
{
    /// <summary>The adjusted p-values, in the order given; compare each with the significance level.</summary>
    /// <param name="pValues">The p-value of each comparison, 0 to 1.</param>
    /// <exception cref="ArgumentException">A p-value is NaN or outside 0 to 1.</exception>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        for (var i = 0; i < pValues.Count; i++)
        {
            if (pValues[i] is not (>= 0 and <= 1))
            {
                throw new ArgumentException($"P-value {i} is {pValues[i]}, but a p-value is between 0 and 1.", nameof(pValues));
            }
        }

        var adjusted = new double[pValues.Count];
        var largest = 0.0;
        var left = pValues.Count;
        foreach (var index in Enumerable.Range(0, pValues.Count).OrderBy(index => pValues[index]))
        {
            largest = Math.Max(largest, Math.Min(1, left * pValues[index]));
            adjusted[index] = largest;
            left--;
        }

        return adjusted;
    }
}
