using System.Text.Json.Serialization;

namespace Observability.Prompts.Rollout;

/// <summary>Count, mean and squared deviations of a stream of numbers: all that is kept of it, however long it is.</summary>
/// <remarks>
/// Immutable, and plain data for any serialiser. Updated by Welford's method and merged by that of Chan, Golub and LeVeque, so no digits are lost when the
/// mean is large beside the spread.
/// </remarks>
public readonly record struct RunningMoments
{
    /// <summary>Restores moments that were kept.</summary>
    /// <param name="count">How many numbers, 0 or more.</param>
    /// <param name="mean">Their mean; 0 when there are none.</param>
    /// <param name="squaredDeviations">The sum of their squared differences from the mean, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count or sum is negative, or a number is not finite.</exception>
    [JsonConstructor]
    public RunningMoments(long count, double mean, double squaredDeviations)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(squaredDeviations);
        Count = count;
        Mean = Finite(mean, nameof(mean));
        SquaredDeviations = Finite(squaredDeviations, nameof(squaredDeviations));
    }

    /// <summary>How many numbers were seen.</summary>
    public long Count { get; }

    /// <summary>Their mean; 0 when none was seen.</summary>
    public double Mean { get; }

    /// <summary>The sum of their squared differences from the mean.</summary>
    public double SquaredDeviations { get; }

    /// <summary>Their sample variance (divided by count - 1); 0 for fewer than two numbers.</summary>
    [JsonIgnore]
    public double Variance => Count > 1 ? SquaredDeviations / (Count - 1) : 0;

    /// <summary>These moments with one number more.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not a finite number.</exception>
    public RunningMoments With(double value)
    {
        var count = Count + 1;
        var distance = Finite(value, nameof(value)) - Mean;
        var mean = Mean + (distance / count);
        return new RunningMoments(count, mean, SquaredDeviations + (distance * (value - mean)));
    }

    /// <summary>The moments of both streams together, in whatever order their numbers came.</summary>
    public RunningMoments With(RunningMoments other)
    {
        if (other.Count == 0)
        {
            return this;
        }

        var count = Count + other.Count;
        var distance = other.Mean - Mean;
        return new RunningMoments(
            count,
            Mean + (distance * other.Count / count),
            SquaredDeviations + other.SquaredDeviations + (distance * distance * Count / count * other.Count));
    }

    private static double Finite(double value, string name) =>
        double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "A finite number is needed. Leave a missing value out instead of passing NaN.");
}
