namespace Observability.Tests.Prompts.Rollout;

/// <summary>What calls of a version are like.</summary>
internal sealed record SimulatedArm(double ErrorRate = 0.05, double Latency = 1, double Cost = 0.002, double PassRate = 0.8)
{
    /// <summary>Error, latency and cost with long tails, and a score of passes.</summary>
    public IReadOnlyList<double> Draw(Random random) =>
        [random.NextDouble() < ErrorRate ? 1 : 0, Latency * Tail(random), Cost * Tail(random), random.NextDouble() < PassRate ? 1 : 0];

    // Lognormal with mean 1 and a standard deviation of about 0.8.
    private static double Tail(Random random)
    {
        const double Sigma = 0.7;
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return Math.Exp((Sigma * normal) - (Sigma * Sigma / 2));
    }
}
