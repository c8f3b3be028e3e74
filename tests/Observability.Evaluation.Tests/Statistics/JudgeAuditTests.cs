using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Tests.Statistics;

public sealed class JudgeAuditTests
{
    private const PairwiseVerdict First = PairwiseVerdict.First;
    private const PairwiseVerdict Second = PairwiseVerdict.Second;
    private const PairwiseVerdict Tie = PairwiseVerdict.Tie;

    [Fact]
    public void Swap_OfAJudgeThatReadsTheAnswers_FlipsNothing()
    {
        var audit = OrderSwapAudit.Of([First, Second, Tie], [Second, First, Tie]);

        Assert.Equal(0, audit.FlipRate.Value);
        Assert.Null(audit.FirstPositionShare);
        Assert.Equal(1, audit.PositionBiasPValue);
    }

    [Fact]
    public void Swap_OfAJudgeThatReadsOnlyThePosition_FlipsEverything()
    {
        var audit = OrderSwapAudit.Of([.. Enumerable.Repeat(First, 12)], [.. Enumerable.Repeat(First, 12)]);

        Assert.Equal((1.0, 1.0), (audit.FlipRate.Value, audit.FirstPositionShare!.Value));
        Assert.Equal(2 * Math.Pow(0.5, 12), audit.PositionBiasPValue, 12);
    }

    [Fact]
    public void Swap_WithATieInOneOrder_IsAFlipWithoutPosition()
    {
        var audit = OrderSwapAudit.Of([First, First, Second, Tie], [Tie, First, Second, Second]);

        Assert.Equal(1, audit.FlipRate.Value);
        Assert.Equal((0.5, 2), (audit.FirstPositionShare!.Value, audit.FirstPositionShare.Count));
    }

    [Fact]
    public void SelfConsistency_OfRepeats_IsTheShareOfEqualPairs()
    {
        // 1 of 1, 1 of 3 (a, a, b), and one item that was judged once.
        var estimate = SelfConsistency.Of<string>([["a", "a"], ["a", "a", "b"], ["c"]]);

        Assert.Equal(2.0 / 3, estimate.Value, 12);
        Assert.Equal(2, estimate.Count);
    }

    [Fact]
    public void SelfConsistency_WithoutRepeats_Throws()
    {
        var error = Assert.Throws<ArgumentException>(() => SelfConsistency.Of<int>([[1], [2]]));

        Assert.Contains("judged twice", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Drift_OfAVersionThatErrsMore_IsFoundAndOfOneThatDoesNotIsNot()
    {
        var human = Enumerable.Range(0, 100).ToDictionary(item => item, item => item % 2 == 0);
        var audits = JudgeDrift.Of([Run("v1", 0, 10), Run("v2", 5, 15), Run("v3", 40, 60)], human);

        Assert.Equal(["v1", "v2", "v3"], audits.Select(audit => audit.Version));
        Assert.Equal([0.9, 0.9, 0.8], audits.Select(audit => audit.Agreement!.Value));
        Assert.Equal(0.8, audits[0].Kappa!.Value, 12);
        Assert.Null(audits[0].Changed);
        Assert.Equal(0.1, audits[1].Changed!.Value);
        Assert.Equal(0.3, audits[2].Changed!.Value);
        Assert.Equal([false, false, false], audits.Select(audit => audit.HasDrifted));
        Assert.True(JudgeDrift.Of([Run("v1", 0, 10), Run("v4", 40, 70)], human)[1].HasDrifted);

        JudgeRun<int, bool> Run(string version, int firstError, int endOfErrors) => new(
            version, human.ToDictionary(pair => pair.Key, pair => pair.Value ^ (pair.Key >= firstError && pair.Key < endOfErrors)));
    }

    [Fact]
    public void Drift_OfSeveralVersions_IsCorrectedForTheirNumber()
    {
        var human = Enumerable.Range(0, 20).ToDictionary(item => item, _ => "good");
        var right = new JudgeRun<int, string>("v1", human);
        var wrong = Enumerable.Range(2, 3).Select(version => new JudgeRun<int, string>(
            $"v{version}", human.ToDictionary(pair => pair.Key, pair => pair.Key < 6 ? "bad" : "good")));

        var audits = JudgeDrift.Of([right, .. wrong], human);

        // 6 to 0: 2/64 each, three times that together.
        Assert.All(audits.Skip(1), audit => Assert.Equal(6.0 / 64, audit.AdjustedPValue!.Value, 12));
        Assert.All(audits.Skip(1), audit => Assert.False(audit.HasDrifted));
    }

    [Fact]
    public void Drift_WithoutHumanLabels_StillShowsWhatChanged()
    {
        var audits = JudgeDrift.Of(
            [new JudgeRun<string, int>("v1", new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }), new("v2", new Dictionary<string, int> { ["b"] = 3, ["c"] = 3 })],
            new Dictionary<string, int>());

        Assert.Null(audits[1].Agreement);
        Assert.Null(audits[1].AgreementChange);
        Assert.Equal((1.0, 1), (audits[1].Changed!.Value, audits[1].Changed!.Count));
        Assert.False(audits[1].HasDrifted);
    }
}
