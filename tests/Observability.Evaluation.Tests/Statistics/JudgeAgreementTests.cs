using FsCheck.Xunit;
using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Tests.Statistics;

public sealed class JudgeAgreementTests
{
    // 20 both yes, 5 only the judge, 10 only the person, 15 both no.
    private static readonly bool[] Judge = Labels((20, true), (5, true), (10, false), (15, false));
    private static readonly bool[] Human = Labels((20, true), (5, false), (10, true), (15, false));

    [Fact]
    public void Share_OfEqualLabels_HasWilsonsInterval()
    {
        Assert.Equal(ProportionEstimate.Of(35, 50), JudgeAgreement.Share(Judge, Human));
    }

    [Fact]
    public void CohensKappa_OfAFourfoldTable_IsTheFormulaByHand()
    {
        // Observed 0.7, chance 0.5. Variance (0.04624 + 0.06348 + 0.10188 - 0.01)/(50 · 0.25).
        var kappa = JudgeAgreement.CohensKappa(Judge, Human)!;

        Assert.Equal(0.4, kappa.Value, 12);
        Assert.Equal(Math.Sqrt(0.2016 / 12.5), kappa.StandardError, 12);

        // Wilson's interval of 0.7 at 0.21/(0.2016/12.5 · 0.25) = 52.0833 items is 0.565375 to 0.807149; on the scale of kappa 2x - 1.
        Assert.Equal(0.130751, kappa.Lower, 5);
        Assert.Equal(0.614297, kappa.Upper, 5);
    }

    [Fact]
    public void CohensKappa_OfCompleteAgreement_HasALowerBound()
    {
        var kappa = JudgeAgreement.CohensKappa(Human, Human)!;

        Assert.Equal((1.0, 1.0), (kappa.Value, kappa.Upper));
        Assert.InRange(kappa.Lower, 0.8, 0.95);
    }

    [Fact]
    public void CohensKappa_OfOneLabelThroughout_IsUndefined()
    {
        Assert.Null(JudgeAgreement.CohensKappa(["pass", "pass"], ["pass", "pass"]));
        Assert.Null(JudgeAgreement.WeightedKappa([3, 3], [3, 3]));
    }

    [Fact]
    public void CohensKappa_OfAJudgeThatAlwaysPasses_IsChance()
    {
        Assert.Equal(0, JudgeAgreement.CohensKappa(Labels((50, true)), Human)!.Value, 12);
    }

    [Fact]
    public void WeightedKappa_OfThreeGrades_IsTheFormulaByHand()
    {
        double[] judge = [1, 1, 2, 2, 3, 3, 1, 3];
        double[] human = [1, 2, 2, 2, 3, 2, 1, 1];

        // Mean squared distance 6/8; by chance over shares (3,2,3)/8 and (3,4,1)/8: (12 + 12 + 6 + 2 + 36 + 12)/64 = 80/64.
        Assert.Equal(1 - (0.75 / (80.0 / 64)), JudgeAgreement.WeightedKappa(judge, human)!.Value, 12);

        // Mean distance 4/8; by chance (12 + 6 + 6 + 2 + 18 + 12)/64 = 56/64.
        Assert.Equal(1 - (0.5 / (56.0 / 64)), JudgeAgreement.WeightedKappa(judge, human, KappaWeights.Linear)!.Value, 12);
    }

    [Fact]
    public void Share_OfListsOfDifferentLength_Throws() => Assert.Throws<ArgumentException>(() => JudgeAgreement.Share([1, 2], [1]));

    [Property]
    public bool WeightedKappa_OfTwoGrades_IsCohens(bool[] judge, bool[] human)
    {
        var count = Math.Min(judge.Length, human.Length);
        bool[] first = [.. judge.Take(count), true, false];
        bool[] second = [.. human.Take(count), true, true];

        var weighted = JudgeAgreement.WeightedKappa([.. first.Select(b => b ? 5.0 : 2.0)], [.. second.Select(b => b ? 5.0 : 2.0)]);
        var plain = JudgeAgreement.CohensKappa(first, second);

        return Math.Abs(weighted!.Value - plain!.Value) < 1e-9 && Math.Abs(weighted.StandardError - plain.StandardError) < 1e-6
            && plain.Value is >= -1 and <= 1 && plain.Contains(plain.Value);
    }

    private static bool[] Labels(params (int Count, bool Label)[] runs) => [.. runs.SelectMany(run => Enumerable.Repeat(run.Label, run.Count))];
}
