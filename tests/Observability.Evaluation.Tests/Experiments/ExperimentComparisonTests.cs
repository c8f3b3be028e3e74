using Observability.Evaluation.Experiments;
using Observability.Evaluation.Reports;

namespace Observability.Evaluation.Tests.Experiments;

public sealed class ExperimentComparisonTests
{
    [Fact]
    public void Compare_PlantedRegression_IsWorseWithItsItems()
    {
        var comparison = ExperimentComparison.Of(Runs.PassFail("before", 100, i => i % 10 == 0), Runs.PassFail("after", 100, i => i % 10 == 0 || i is > 40 and <= 60));

        var metric = comparison.Metrics.Single();
        Assert.Equal((Verdict.Worse, true), (metric.Verdict, comparison.HasRegressions));
        Assert.Equal(-0.18, metric.Difference.Difference.Value, 12);
        Assert.True(metric.Difference.Difference.Upper < 0);
        Assert.Equal(18, comparison.Items.Count(item => item.Loss > 0));
    }

    [Fact]
    public void Compare_SameRun_ShowsNoDifference()
    {
        var run = Runs.PassFail("same", 50, i => i % 3 == 0);

        var comparison = ExperimentComparison.Of(run, run);

        Assert.Equal(Verdict.NoDifference, comparison.Metrics.Single().Verdict);
        Assert.Empty(comparison.Items);
    }

    [Fact]
    public void Compare_LowerIsBetter_TurnsTheVerdictRound()
    {
        var before = Runs.Numbers("before", 40, ExperimentMetrics.Cost, i => 0.010 + (i % 5 * 0.001));
        var after = Runs.Numbers("after", 40, ExperimentMetrics.Cost, i => 0.020 + (i % 5 * 0.001));

        Assert.Equal(Verdict.Worse, ExperimentComparison.Of(before, after).Metrics.Single().Verdict);
        Assert.Equal(Verdict.Better, ExperimentComparison.Of(after, before).Metrics.Single().Verdict);
        Assert.Equal(Verdict.Better, ExperimentComparison.Of(Runs.Numbers("b", 40, "quality", i => i % 5), Runs.Numbers("a", 40, "quality", i => (i % 5) + 1 + (i % 2 * 0.1))).Metrics.Single().Verdict);
    }

    [Fact]
    public void Compare_ItemsMissingInOneRun_AreLeftOutAndCounted()
    {
        var before = Runs.PassFail("before", 30, _ => false);
        var after = Runs.PassFail("after", 40, _ => false);
        after = after with { Answers = [.. after.Answers.Select(answer => answer.ItemId == "i5" ? answer with { Metrics = new Dictionary<string, MetricValue> { ["pass"] = new() { Error = "judge down" } } } : answer)] };

        var comparison = ExperimentComparison.Of(before, after);

        Assert.Equal(10, comparison.Unmatched);
        Assert.Equal((1, 29), (comparison.Metrics.Single().LeftOut, comparison.Metrics.Single().Difference.Difference.Count));
    }

    [Fact]
    public void Compare_ManyMetrics_CorrectsForAll()
    {
        var before = Runs.PassFail("before", 100, i => i <= 10);
        var after = Runs.PassFail("after", 100, i => i <= 20);
        var alone = ExperimentComparison.Of(before, after).Metrics.Single();

        var among = ExperimentComparison.OfAll(before, [after, .. Enumerable.Range(0, 9).Select(_ => before)])[0].Metrics.Single();

        Assert.Equal(Math.Min(1, alone.Difference.PValue * 10), among.AdjustedPValue, 12);
    }

    [Fact]
    public void Compare_NothingInCommon_SaysSo()
    {
        var exception = Assert.Throws<ArgumentException>(() => ExperimentComparison.Of(Runs.PassFail("a", 3, _ => true), Runs.PassFail("b", 3, _ => true, "other")));

        Assert.Contains("no item in common", exception.Message);
    }

    [Fact]
    public void Report_HostileText_StaysText()
    {
        var before = Runs.PassFail("before", 20, _ => false);
        var after = Runs.PassFail("<script>alert(1)</script>", 20, _ => true, output: "| a | <img src=x onerror=alert(1)> [x](javascript:1) \u001b[31m");
        var comparison = ExperimentComparison.Of(before, after);

        var html = HtmlReport.Of(comparison);
        var markdown = MarkdownReport.Of(comparison);
        var text = TextReport.Of(comparison);

        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("<img", html);
        Assert.DoesNotContain("<img", markdown);
        Assert.DoesNotContain("| a | ", markdown);
        Assert.DoesNotContain("[x](", markdown.Replace("\\[x](", ""));
        Assert.DoesNotContain('\u001b', text);
        Assert.Contains("worse", text);
        Assert.Contains("<svg", html);
    }
}
