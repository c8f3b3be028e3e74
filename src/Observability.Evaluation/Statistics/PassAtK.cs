namespace Observability.Evaluation.Statistics;

/// <summary>What k attempts at a task achieve, estimated without bias from n ≥ k attempts.</summary>
/// <remarks>
/// <see cref="Any(Attempts, int)"/> is pass@k, <c>1 - C(n-c, k)/C(n, k)</c>, of Chen et al. (arXiv 2107.03374): at least one of k passes, what a user who may retry gets.
/// <see cref="All(Attempts, int)"/> is pass^k, <c>C(c, k)/C(n, k)</c>, of Yao et al. (arXiv 2406.12045): all of k pass, what a user who relies on it every time gets.
/// Both are computed as products of ratios, so large counts neither overflow nor lose digits.
/// </remarks>
public static class PassAtK
{
    /// <summary>The probability that at least one of <paramref name="k"/> attempts passes.</summary>
    /// <param name="task">The attempts at the task.</param>
    /// <param name="k">How many attempts, 1 to the number made.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1 or above the number of attempts made.</exception>
    public static double Any(Attempts task, int k) => 1 - AllOf(task.Samples, task.Samples - task.Passed, k);

    /// <summary>The probability that all of <paramref name="k"/> attempts pass.</summary>
    /// <param name="task">The attempts at the task.</param>
    /// <param name="k">How many attempts, 1 to the number made.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1 or above the number of attempts made.</exception>
    public static double All(Attempts task, int k) => AllOf(task.Samples, task.Passed, k);

    /// <summary>The mean of <see cref="Any(Attempts, int)"/> over independent tasks.</summary>
    /// <param name="tasks">The attempts at each task.</param>
    /// <param name="k">How many attempts.</param>
    /// <param name="level">The confidence level.</param>
    /// <exception cref="ArgumentException">There is no task, or one with fewer than <paramref name="k"/> attempts.</exception>
    public static Estimate Any(IReadOnlyList<Attempts> tasks, int k, double level = 0.95) =>
        Mean(tasks, task => Any(task, k), $"pass@{k}", level);

    /// <summary>The mean of <see cref="All(Attempts, int)"/> over independent tasks.</summary>
    /// <param name="tasks">The attempts at each task.</param>
    /// <param name="k">How many attempts.</param>
    /// <param name="level">The confidence level.</param>
    /// <exception cref="ArgumentException">There is no task, or one with fewer than <paramref name="k"/> attempts.</exception>
    public static Estimate All(IReadOnlyList<Attempts> tasks, int k, double level = 0.95) =>
        Mean(tasks, task => All(task, k), $"pass^{k}", level);

    private static Estimate Mean(IReadOnlyList<Attempts> tasks, Func<Attempts, double> estimate, string method, double level)
    {
        Sample.CheckAny(tasks, nameof(tasks));
        return BoundedMean.Of([.. tasks.Select(estimate)], method, level);
    }

    private static double AllOf(int samples, int chosen, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, samples);
        var probability = 1.0;
        for (var drawn = 0; drawn < k && probability > 0; drawn++)
        {
            probability *= Math.Max(0, chosen - drawn) / (double)(samples - drawn);
        }

        return probability;
    }
}
