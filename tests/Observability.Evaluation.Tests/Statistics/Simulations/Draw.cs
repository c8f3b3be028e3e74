namespace Observability.Evaluation.Tests.Statistics.Simulations;

/// <summary>Random data of known shape.</summary>
internal static class Draw
{
    public static bool Passes(this Random random, double rate) => random.NextDouble() < rate;

    public static double Normal(this Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>A judge's grade of 0, 0.25, 0.5, 0.75 or 1 with mean 0.775: skewed and clumped as such scores are.</summary>
    public static double Grade(this Random random) => random.NextDouble() switch
    {
        < 0.5 => 1,
        < 0.75 => 0.75,
        < 0.9 => 0.5,
        < 0.95 => 0.25,
        _ => 0,
    };

    public const double MeanGrade = 0.5 + (0.25 * 0.75) + (0.15 * 0.5) + (0.05 * 0.25);

    /// <summary>Cost or latency: log-normal with mean 1.</summary>
    public static double Cost(this Random random, double sigma = 0.8) => Math.Exp((sigma * random.Normal()) - (sigma * sigma / 2));

    public static T[] Many<T>(this Random random, int count, Func<Random, T> draw)
    {
        var values = new T[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = draw(random);
        }

        return values;
    }

    /// <summary>Values of clusters whose members share a part of their value; also the cluster of each.</summary>
    public static (double[] Values, int[] Clusters) Clustered(this Random random, IReadOnlyList<int> sizes, double correlation)
    {
        var values = new List<double>();
        var clusters = new List<int>();
        for (var cluster = 0; cluster < sizes.Count; cluster++)
        {
            var shared = Math.Sqrt(correlation) * random.Normal();
            for (var i = 0; i < sizes[cluster]; i++)
            {
                values.Add(shared + (Math.Sqrt(1 - correlation) * random.Normal()));
                clusters.Add(cluster);
            }
        }

        return ([.. values], [.. clusters]);
    }
}
