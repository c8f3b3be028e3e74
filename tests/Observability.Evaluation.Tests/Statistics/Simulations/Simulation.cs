using System.Collections.Concurrent;
using System.Globalization;

namespace Observability.Evaluation.Tests.Statistics.Simulations;

/// <summary>
/// Repeats an experiment with fixed seeds and holds the share of some outcome against its promise. Reduced in CI; with LLMOBS_LONG_TESTS=1 in full, and then every
/// figure is written to statistics-simulations.md beside the test assembly: the table in docs/statistics.md.
/// </summary>
internal static class Simulation
{
    private static readonly ConcurrentDictionary<string, string> Rows = new();
    private static readonly Lock File = new();

    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("LLMOBS_LONG_TESTS") is not null;

    public static int Runs(int reduced, int full) => IsFull ? full : reduced;

    /// <summary>The share of runs in which <paramref name="outcome"/> is true.</summary>
    public static double Share(int runs, Func<Random, bool> outcome, int seed = 1)
    {
        var random = new Random(seed);
        var count = 0;
        for (var run = 0; run < runs; run++)
        {
            count += outcome(random) ? 1 : 0;
        }

        return (double)count / runs;
    }

    /// <summary>Fails when the share is outside its promise; in the reduced form by more than three standard errors of so few runs.</summary>
    public static void Check(string method, string scenario, string figure, double share, double lowest, double highest, int runs)
    {
        Report(method, scenario, figure, share, lowest == 0 ? $"≤ {highest:P1}" : highest == 1 ? $"≥ {lowest:P1}" : $"{lowest:P1} to {highest:P1}", runs);
        Assert.InRange(share, lowest - Slack(lowest), highest + Slack(highest));

        double Slack(double bound) => IsFull ? 0 : 3 * Math.Sqrt(Math.Max(bound * (1 - bound), 0.01) / runs);
    }

    public static void Report(string method, string scenario, string figure, double share, string promise, int runs)
    {
        if (!IsFull)
        {
            return;
        }

        Rows[$"{method} {scenario} {figure}"] = string.Create(
            CultureInfo.InvariantCulture, $"| {method} | {scenario} | {figure} | {share * 100:0.0} % | {promise} | {runs:N0} |");
        lock (File)
        {
            System.IO.File.WriteAllLines(
                Path.Combine(AppContext.BaseDirectory, "statistics-simulations.md"),
                ["| method | scenario | figure | found | promised | runs |", "|---|---|---|---:|---|---:|", .. Rows.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => row.Value)]);
        }
    }
}
