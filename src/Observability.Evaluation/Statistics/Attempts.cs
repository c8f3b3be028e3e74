namespace Observability.Evaluation.Statistics;

/// <summary>How often one task was tried and how often it passed.</summary>
public readonly record struct Attempts
{
    /// <summary>Counts the attempts at one task.</summary>
    /// <param name="samples">How often it was tried, above 0.</param>
    /// <param name="passed">How often it passed, 0 to <paramref name="samples"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range.</exception>
    public Attempts(int samples, int passed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        ArgumentOutOfRangeException.ThrowIfNegative(passed);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(passed, samples);
        Samples = samples;
        Passed = passed;
    }

    /// <summary>How often it was tried.</summary>
    public int Samples { get; }

    /// <summary>How often it passed.</summary>
    public int Passed { get; }
}
