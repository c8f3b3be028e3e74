namespace Observability.Evaluation.Tests.Samples;

public sealed class SampleTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("evaluation-samples");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task PromptExperiment_Once_FindsTheBetterPrompt()
    {
        var (exitCode, output) = await SampleProcess.RunAsync("PromptExperiment", ["--once"], new Dictionary<string, string> { ["LlmObservability__StorePath"] = _directory.FullName });

        Assert.True(exitCode == 0, output);
        Assert.Contains("42 traces became the dataset", output);
        Assert.Matches(@"exact-match\s+0\.6667\s+0\.9762\s+\+0\.3095\s+\[\+0\.\d+, \+0\.\d+\]\s+\S+\s+better", output);
        Assert.Contains("ticket-triage v2 is better: take it.", output);
    }

    [Fact]
    public async Task QualityGate_PlantedRegression_FailsNamingMetricDifferenceAndWorstItems()
    {
        var (exitCode, output) = await SampleProcess.RunAsync("QualityGate", [], new Dictionary<string, string> { ["PLANTED_REGRESSION"] = "1" });

        Assert.NotEqual(0, exitCode);
        Assert.Contains("'exact-match' is worse: 0.9762 -> 0.6667, difference -0.3095 [", output);
        Assert.Contains("worst: 3 exact-match 1 -> 0: \"I was charged twice this month.\" -> \"other\", expected \"billing\"", output);
    }
}
