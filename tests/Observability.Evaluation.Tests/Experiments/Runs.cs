using Observability.Evaluation.Experiments;

namespace Observability.Evaluation.Tests.Experiments;

/// <summary>Runs made by hand.</summary>
internal static class Runs
{
    public static ExperimentRun PassFail(string name, int count, Func<int, bool> fails, string prefix = "i", string output = "out") =>
        Of(name, count, "pass", i => new MetricValue { IsBoolean = true, Number = fails(i) ? 0 : 1 }, prefix, output);

    public static ExperimentRun Numbers(string name, int count, string metric, Func<int, double> number) =>
        Of(name, count, metric, i => new MetricValue { Number = number(i) }, "i", "out");

    private static ExperimentRun Of(string name, int count, string metric, Func<int, MetricValue> value, string prefix, string output) => new()
    {
        Name = name,
        RunName = name,
        StartedAt = DateTimeOffset.UnixEpoch,
        Answers =
        [
            .. Enumerable.Range(1, count).Select(i => new ExperimentAnswer
            {
                ItemId = prefix + i,
                Repetition = 1,
                Input = "in " + i,
                Output = output,
                Expected = "out",
                Metrics = new Dictionary<string, MetricValue> { [metric] = value(i) },
            }),
        ],
    };
}
