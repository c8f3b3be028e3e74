using System.Runtime.CompilerServices;
using Observability.Evaluation.Statistics;
using Observability.Prompts.Rollout;

namespace Observability.Evaluation.Tests.Statistics;

/// <summary>The code of docs/statistics.md, run.</summary>
public sealed class StatisticsGuideTests
{
    [Fact]
    public void Guide_ComparesTwoRuns()
    {
        var random = new Random(4);
        bool[] baselinePassed = [.. Enumerable.Range(0, 220).Select(_ => random.NextDouble() < 0.7)];
        bool[] candidatePassed = [.. baselinePassed.Select(passed => passed ? random.NextDouble() < 0.97 : random.NextDouble() < 0.35)];

        var result = PairedComparison.Proportions(baselinePassed, candidatePassed);
        Console.WriteLine(result);
        if (result.Difference.IsBelow(-0.02))
        {
            throw new InvalidOperationException("The candidate is worse by more than two points.");
        }

        Assert.True(result.IsSignificant);
    }

    [Fact]
    public void Guide_PlansAnExperiment()
    {
        var design = PowerAnalysis.PairedProportions(discordantShare: 0.15);
        Console.WriteLine($"220 items find {design.MinimumDetectableEffect(220):P1}; 3 points need {design.RequiredCount(0.03)} items.");

        Assert.InRange(design.MinimumDetectableEffect(220), 0.06, 0.08);
    }

    [Fact]
    public void Guide_WatchesLiveTraffic()
    {
        var random = new Random(5);
        var traffic = Enumerable.Range(0, 5000).Select(_ => random.NextDouble() < 0.1).Select(isTreatment =>
            (IsTreatment: isTreatment, Score: random.NextDouble() < (isTreatment ? 0.7 : 0.9) ? 1.0 : 0.0));
        var rolledBack = false;

        var sequence = new ConfidenceSequence();
        foreach (var answer in traffic)
        {
            if (answer.IsTreatment)
            {
                sequence.AddTreatment(answer.Score);
            }
            else
            {
                sequence.AddControl(answer.Score);
            }

            if (sequence.Difference.IsBelow(0))
            {
                rolledBack = true;
                break;
            }
        }

        Assert.True(rolledBack);
    }

    [Fact]
    public void Guide_CorrectsAJudge()
    {
        var random = new Random(6);
        double[] judgeScores = [.. Enumerable.Range(0, 2000).Select(_ => random.NextDouble() < 0.7 ? 0.95 : 0.2)];
        Func<int, double> askAPerson = item => random.NextDouble() < judgeScores[item] ? 1 : 0;

        var choices = LabelingPlan.Choose([.. judgeScores.Select(LabelingPlan.Uncertainty)], count: 100);
        var labels = choices.Select(choice => choice.With(askAPerson(choice.Item))).ToList();
        var corrected = PredictionPoweredMean.OfPlan(judgeScores, labels);
        Console.WriteLine($"{corrected.Mean}, as good as {corrected.EffectiveLabels:0} labels alone");

        Assert.True(corrected.Mean.Contains((0.7 * 0.95) + (0.3 * 0.2)));
    }

    [Fact]
    public void Guide_OfTheDocumentation_IsThisCode()
    {
        var code = File.ReadAllLines(Here()).Select(line => line.Trim()).ToHashSet();
        var guide = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", "statistics.md");
        var inCode = false;
        var missing = new List<string>();
        foreach (var line in File.ReadLines(guide).Select(line => line.Trim()))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                inCode = line == "```csharp";
            }
            else if (inCode && line.Length > 0 && !code.Contains(line))
            {
                missing.Add(line);
            }
        }

        Assert.Empty(missing);
    }

    private static string Here([CallerFilePath] string file = "") => file;
}
