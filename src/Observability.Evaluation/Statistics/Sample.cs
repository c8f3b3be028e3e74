using Observability.Prompts.Rollout;

namespace Observability.Evaluation.Statistics;

/// <summary>Checks what callers pass and sums it up.</summary>
internal static class Sample
{
    public static RunningMoments Moments(IReadOnlyList<double> values, string name)
    {
        CheckAny(values, name);
        var moments = default(RunningMoments);
        for (var i = 0; i < values.Count; i++)
        {
            moments = moments.With(Finite(values[i], i, name));
        }

        return moments;
    }

    /// <summary>The candidate's values less the baseline's. Where all are the same up to the rounding of the values, they are the same: the spread of rounding says nothing about items.</summary>
    public static double[] Differences(IReadOnlyList<double> baseline, IReadOnlyList<double> candidate)
    {
        CheckPairs(baseline, candidate, nameof(candidate));
        var differences = new double[baseline.Count];
        double largest = 0;
        for (var i = 0; i < differences.Length; i++)
        {
            differences[i] = Finite(candidate[i], i, nameof(candidate)) - Finite(baseline[i], i, nameof(baseline));
            largest = Math.Max(largest, Math.Max(Math.Abs(candidate[i]), Math.Abs(baseline[i])));
        }

        if (differences.Max() - differences.Min() <= 4 * Math.BitIncrement(largest) - 4 * largest)
        {
            Array.Fill(differences, differences[0]);
        }

        return differences;
    }

    public static double[] Numbers(IReadOnlyList<bool> outcomes) => [.. outcomes.Select(outcome => outcome ? 1.0 : 0.0)];

    public static void CheckAny<T>(IReadOnlyList<T> values, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        if (values.Count == 0)
        {
            throw new ArgumentException("At least one value is needed; the list is empty.", name);
        }
    }

    public static void CheckPairs<T1, T2>(IReadOnlyList<T1> first, IReadOnlyList<T2> second, string name)
    {
        CheckAny(first, name);
        ArgumentNullException.ThrowIfNull(second, name);
        if (first.Count != second.Count)
        {
            throw new ArgumentException($"Both lists describe the same items in the same order, but one has {first.Count} and the other {second.Count}.", name);
        }
    }

    public static double Finite(double value, int index, string name) => double.IsFinite(value)
        ? value
        : throw new ArgumentException($"Value {index} is {value}. Leave items without a value out instead of passing NaN.", name);
}
