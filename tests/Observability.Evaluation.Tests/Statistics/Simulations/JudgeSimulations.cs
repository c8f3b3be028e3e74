using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Tests.Statistics.Simulations;

/// <summary>The judge audit recovers what was planted; human-corrected means cover and are narrower where the judge is good.</summary>
public sealed class JudgeSimulations
{
    [Theory]
    [InlineData(0.7, 0.8, 100)]
    [InlineData(0.5, 0.95, 100)]
    [InlineData(0.7, 0.65, 200)]
    public void Kappa_OfAPlantedAgreement_IsRecovered(double rate, double accuracy, int count)
    {
        var runs = Simulation.Runs(500, 20_000);
        var covered = Simulation.Share(runs, random =>
        {
            var (human, judge) = Labels(random, count, rate, accuracy);
            return JudgeAgreement.CohensKappa(judge, human)!.Contains(PlantedKappa(rate, accuracy));
        });

        Simulation.Check("Cohen's kappa", $"planted {PlantedKappa(rate, accuracy):0.00}, n = {count}", "coverage", covered, 0.93, 0.97, runs);
    }

    [Fact]
    public void Alpha_OfAPlantedAgreement_IsRecovered()
    {
        // Three raters who agree with the truth in 85 % of cases, a tenth of ratings missing: between any two, kappa of two such raters.
        const double Rate = 0.6, Accuracy = 0.85;
        var positive = (Rate * Accuracy) + ((1 - Rate) * (1 - Accuracy));
        var agreement = (Accuracy * Accuracy) + ((1 - Accuracy) * (1 - Accuracy));
        var planted = 1 - ((1 - agreement) / (2 * positive * (1 - positive)));
        var runs = Simulation.Runs(30, 10_000);
        var covered = Simulation.Share(runs, random =>
        {
            IReadOnlyList<double?>[] ratings = random.Many<IReadOnlyList<double?>>(120, item =>
            {
                var truth = item.Passes(Rate);
                return item.Many<double?>(3, r => r.Passes(0.1) ? null : truth == r.Passes(Accuracy) ? 1 : 0);
            });
            return KrippendorffAlpha.Of(ratings, MeasurementLevel.Nominal, resamples: 500, seed: random.Next())!.Contains(planted);
        });

        Simulation.Check("Krippendorff's alpha", $"planted {planted:0.00}, 120 items, 3 raters, 10 % missing", "coverage", covered, 0.92, 0.97, runs);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.7)]
    [InlineData(0.85)]
    [InlineData(0.95)]
    public void PredictionPowered_ForAnyJudge_Covers(double accuracy)
    {
        var runs = Simulation.Runs(150, 20_000);
        var widths = 0.0;
        var random = new Random(1);
        var covered = 0;
        var widest = 0.0;
        for (var run = 0; run < runs; run++)
        {
            var (human, judge) = Labels(random, 100, 0.7, accuracy);
            var (_, others) = Labels(random, 2000, 0.7, accuracy);
            var result = PredictionPoweredMean.Of(Numbers(human), Numbers(judge), Numbers(others));
            covered += result.Mean.Contains(0.7) ? 1 : 0;
            widths += result.RelativeWidth / runs;
            widest = Math.Max(widest, result.RelativeWidth);
        }

        var scenario = $"judge accuracy {accuracy}, 100 labels + 2,000 scores";
        Simulation.Check("PPI++", scenario, "coverage", (double)covered / runs, 0.93, 0.97, runs);
        Simulation.Report("PPI++", scenario, "mean width against labels alone", widths, accuracy == 0.85 ? "about 77 %" : "≤ 102 %", runs);
        Simulation.Report("PPI++", scenario, "widest against labels alone", widest, "≤ 102 %", runs);
        Assert.InRange(widest, 0, 1.02);
        if (accuracy == 0.85)
        {
            Assert.InRange(widths, 0.75, 0.79);
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(200)]
    public void Plan_OfLabelsWhereTheJudgeIsUnsure_CoversAndIsNarrower(int count)
    {
        var runs = Simulation.Runs(100, 10_000);
        double planned = 0, atRandom = 0;
        var covered = 0;
        var random = new Random(1);
        for (var run = 0; run < runs; run++)
        {
            // The judge is sure and nearly always right on four items of five, and guesses the fifth.
            var scores = random.Many(2000, r => r.Passes(0.2) ? 0.5 : r.Passes(0.7) ? 0.97 : 0.03);
            bool[] truth = [.. scores.Select(random.Passes)];
            var choices = LabelingPlan.Choose([.. scores.Select(LabelingPlan.Uncertainty)], count, seed: random.Next());
            var result = PredictionPoweredMean.OfPlan(scores, [.. choices.Select(choice => choice.With(truth[choice.Item] ? 1 : 0))]);
            var plain = PredictionPoweredMean.Of(Numbers(truth[..count]), scores[..count], scores[count..]);
            covered += result.Mean.Contains((0.2 * 0.5) + (0.8 * ((0.7 * 0.97) + (0.3 * 0.03)))) ? 1 : 0;
            planned += (result.Mean.Upper - result.Mean.Lower) / runs;
            atRandom += (plain.Mean.Upper - plain.Mean.Lower) / runs;
        }

        var scenario = $"{count} of 2,000, judge unsure of a fifth";
        Simulation.Check("PPI++, planned labels", scenario, "coverage", (double)covered / runs, 0.93, 0.97, runs);
        Simulation.Report("PPI++, planned labels", scenario, "width against random labels", planned / atRandom, "< 100 %", runs);
        Assert.InRange(planned / atRandom, 0.6, 0.98);
    }

    private static double PlantedKappa(double rate, double accuracy)
    {
        var judged = (rate * accuracy) + ((1 - rate) * (1 - accuracy));
        var chance = (rate * judged) + ((1 - rate) * (1 - judged));
        return (accuracy - chance) / (1 - chance);
    }

    private static (bool[] Human, bool[] Judge) Labels(Random random, int count, double rate, double accuracy)
    {
        var human = random.Many(count, r => r.Passes(rate));
        return (human, [.. human.Select(label => label == random.Passes(accuracy))]);
    }

    private static double[] Numbers(bool[] outcomes) => [.. outcomes.Select(outcome => outcome ? 1.0 : 0.0)];
}
