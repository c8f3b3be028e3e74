using System.Xml.Linq;
using Observability.Evaluation.Experiments;
using Observability.Evaluation.Gates;
using Observability.Evaluation.Tests.Experiments;

namespace Observability.Evaluation.Tests.Gates;

public sealed class QualityGateTests : IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), "llmobs-" + Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    [Fact]
    public async Task Check_AsGoodAsTheBaseline_Passes()
    {
        await UpdateAsync(Runs.PassFail("base", 60, i => i % 6 == 0));

        var result = await Gate().CheckAsync(Runs.PassFail("now", 60, i => i % 7 == 0));

        Assert.True(result.Passed, result.ToString());
        result.ThrowIfFailed();
    }

    [Fact]
    public async Task Check_PlantedRegression_FailsNamingMetricDifferenceIntervalAndWorstItems()
    {
        await UpdateAsync(Runs.PassFail("base", 60, _ => false));

        var result = await Gate().CheckAsync(Runs.PassFail("now", 60, i => i is > 10 and <= 30));

        var message = Assert.Throws<QualityGateException>(result.ThrowIfFailed).Message;
        Assert.Contains("'pass' is worse: 1 -> 0.6667, difference -0.3333 [", message);
        Assert.Contains("95 % interval", message);
        Assert.Contains("worst: i11 pass 1 -> 0: \"in 11\" -> \"out\"", message);
    }

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(0.05, false)]
    public async Task Check_Margin_AllowsThatMuch(double margin, bool passes)
    {
        await UpdateAsync(Runs.PassFail("base", 100, _ => false));

        var result = await Gate(margin).CheckAsync(Runs.PassFail("now", 100, i => i <= 30));

        Assert.Equal(passes, result.Passed);
    }

    [Fact]
    public async Task Check_JudgeFailed_FailsEvenWhereTheRestIsPerfect()
    {
        var run = Runs.PassFail("base", 30, _ => false);
        await UpdateAsync(run);
        var broken = run with
        {
            Answers = [.. run.Answers.Select((answer, index) => index == 4 ? answer with { Metrics = new Dictionary<string, MetricValue> { ["pass"] = new() { Error = "HTTP 500" } } } : answer)],
        };

        var result = await Gate().CheckAsync(broken);

        Assert.Equal("1 evaluations failed. The first, 'pass' of item 'i5': HTTP 500", Assert.Single(result.Failures));
    }

    [Fact]
    public async Task Check_AnswerFailed_FailsUnlessAllowed()
    {
        var run = Runs.PassFail("base", 30, _ => false);
        await UpdateAsync(run);
        var broken = run with { Answers = [.. run.Answers.Select((answer, index) => index == 4 ? answer with { Error = "no model" } : answer)] };

        Assert.StartsWith("1 of 30 answers failed", Assert.Single((await Gate().CheckAsync(broken)).Failures));
        Assert.True((await new QualityGate(BaselinePath) { MaxFailedAnswers = 1, UpdateBaseline = false }.CheckAsync(broken)).Passed);
    }

    [Fact]
    public async Task Check_MetricGone_Fails()
    {
        await UpdateAsync(Runs.PassFail("base", 30, _ => false));

        var result = await Gate().CheckAsync(Runs.Numbers("now", 30, "other", _ => 1));

        Assert.Equal("The metric 'pass' is in the baseline and not in this run.", Assert.Single(result.Failures));
    }

    [Fact]
    public async Task Check_NoBaseline_FailsSayingHowToMakeOne()
    {
        var result = await Gate().CheckAsync(Runs.PassFail("now", 3, _ => false));

        Assert.Contains("LLMOBS_UPDATE_BASELINE=1", Assert.Single(result.Failures));
    }

    [Fact]
    public async Task Check_UpdateWithFailures_KeepsTheOldBaseline()
    {
        var run = Runs.PassFail("base", 3, _ => false);
        await UpdateAsync(run);
        var broken = run with { RunName = "broken", Answers = [.. run.Answers.Select(answer => answer with { Error = "no model" })] };

        var result = await new QualityGate(BaselinePath) { UpdateBaseline = true }.CheckAsync(broken);

        Assert.False(result.Passed);
        Assert.Equal("base", (await ExperimentRun.LoadAsync(BaselinePath)).RunName);
    }

    [Fact]
    public async Task JUnit_OfFailedGate_NamesTheFailedCase()
    {
        await UpdateAsync(Runs.PassFail("base", 60, _ => false));
        var result = await Gate().CheckAsync(Runs.PassFail("now", 60, _ => true, output: "a\u0001<b>"));
        var path = Path.Combine(_directory, "junit.xml");

        await result.WriteJUnitAsync(path);

        var suite = XDocument.Load(path).Root!.Element("testsuite")!;
        Assert.Equal(("1", "1"), (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value));
        Assert.Contains("'pass' is worse", suite.Element("testcase")!.Element("failure")!.Value);
        Assert.StartsWith("# Failed: now", result.ToMarkdown());
    }

    private string BaselinePath => Path.Combine(_directory, "baseline.json");

    private QualityGate Gate(double margin = 0) => new(BaselinePath) { Margin = margin, UpdateBaseline = false };

    private async Task UpdateAsync(ExperimentRun run) => Assert.True((await new QualityGate(BaselinePath) { UpdateBaseline = true }.CheckAsync(run)).Passed);
}
