using Observability.Evaluation.Statistics;
using Observability.Prompts.Rollout;

namespace Observability.Evaluation.Tests.Statistics.Simulations;

/// <summary>The confidence sequence looked at after every value.</summary>
public sealed class SequentialSimulations
{
    public static TheoryData<string, double> Arms => new()
    {
        { "pass rate 0.5", 0.5 },
        { "pass rate 0.5", 0.1 },
        { "pass rate 0.8", 0.5 },
        { "pass rate 0.95", 0.1 },
        { "pass rate 0.02", 0.1 },
        { "grades", 0.1 },
        { "log-normal costs", 0.5 },
        { "log-normal costs", 0.1 },
    };

    [Theory]
    [MemberData(nameof(Arms))]
    public void Sequence_OfEqualArms_RarelyFindsADifference(string values, double share)
    {
        var runs = Simulation.Runs(100, 4000);
        var length = Simulation.IsFull ? 20_000 : 2000;
        var wrong = Simulation.Share(runs, random => Run(random, length, share, values, values) is not 0);

        Simulation.Check("confidence sequence", $"{values}, {share:P0} in treatment, {length:N0} looks", "false positives", wrong, 0, 0.05, runs);
    }

    [Theory]
    [InlineData("pass rate 0.8", "pass rate 0.86")]
    [InlineData("pass rate 0.85", "pass rate 0.91")]
    public void Sequence_OfSixPointsMore_IsDecidedByTwoThousandPerArm(string control, string treatment)
    {
        var runs = Simulation.Runs(100, 20_000);
        var found = Simulation.Share(runs, random => Run(random, 4000, null, control, treatment) > 0);

        Simulation.Check("confidence sequence", $"{control} -> {treatment[10..]}, 2,000 per arm", "power", found, 0.95, 1, runs);
    }

    [Fact]
    public void Sequence_OfAWorseCanary_IsStoppedAndNeverPromoted()
    {
        var runs = Simulation.Runs(100, 10_000);
        int stopped = 0, promoted = 0;
        var random = new Random(1);
        for (var run = 0; run < runs; run++)
        {
            var verdict = Run(random, 6000, 0.1, "pass rate 0.9", "pass rate 0.75");
            stopped += verdict < 0 ? 1 : 0;
            promoted += verdict > 0 ? 1 : 0;
        }

        Simulation.Check("confidence sequence", "pass rate 0.9 -> 0.75, 10 % in treatment, 6,000 looks", "power", (double)stopped / runs, 0.98, 1, runs);
        Simulation.Check("confidence sequence", "pass rate 0.9 -> 0.75, 10 % in treatment, 6,000 looks", "found better", (double)promoted / runs, 0, 0.01, runs);
    }

    [Fact]
    public void ZTest_LookedAtTwentyTimes_FindsADifferenceThatIsNotThere()
    {
        var runs = Simulation.Runs(300, 20_000);
        var wrong = Simulation.Share(runs, random =>
        {
            int first = 0, second = 0;
            for (var count = 1; count <= 2000; count++)
            {
                first += random.Passes(0.8) ? 1 : 0;
                second += random.Passes(0.8) ? 1 : 0;
                if (count % 100 == 0 && Confidence.NormalPValue(PooledTest.Statistic(first, count, second, count)) <= 0.05)
                {
                    return true;
                }
            }

            return false;
        });

        Simulation.Report("z-test (wrong here)", "pass rate 0.8, 20 looks", "false positives", wrong, "what the sequence prevents", runs);
        Assert.InRange(wrong, 0.18, 0.31);
    }

    // The sign of the first verdict, 0 without one. Without a share the arms take turns.
    private static int Run(Random random, int length, double? share, string control, string treatment)
    {
        var sequence = new ConfidenceSequence(scale: control == "log-normal costs" ? null : 1);
        var (first, second) = (Source(control), Source(treatment));
        for (var i = 0; i < length; i++)
        {
            if (share is { } part and not 0.5 ? random.Passes(part) : i % 2 == 1)
            {
                sequence.AddTreatment(second(random));
            }
            else
            {
                sequence.AddControl(first(random));
            }

            var difference = sequence.Difference;
            if (difference.IsAbove(0) || difference.IsBelow(0))
            {
                return difference.IsAbove(0) ? 1 : -1;
            }
        }

        return 0;
    }

    private static Func<Random, double> Source(string name)
    {
        if (name == "grades")
        {
            return random => random.Grade();
        }

        if (name == "log-normal costs")
        {
            return random => random.Cost();
        }

        var rate = double.Parse(name["pass rate ".Length..], System.Globalization.CultureInfo.InvariantCulture);
        return random => random.Passes(rate) ? 1 : 0;
    }
}
