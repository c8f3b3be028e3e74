using System.Numerics;
using FsCheck.Xunit;
using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Tests.Statistics;

public sealed class PassAtKTests
{
    [Fact]
    public void Any_OfEveryCase_EqualsTheEnumeration()
    {
        foreach (var (samples, passed, k) in Cases(8))
        {
            Assert.Equal(Enumerated(samples, passed, k, picked => picked > 0), PassAtK.Any(new Attempts(samples, passed), k), 12);
        }
    }

    [Fact]
    public void All_OfEveryCase_EqualsTheEnumeration()
    {
        foreach (var (samples, passed, k) in Cases(8))
        {
            Assert.Equal(Enumerated(samples, passed, k, picked => picked == k), PassAtK.All(new Attempts(samples, passed), k), 12);
        }
    }

    [Fact]
    public void Any_OfManySamples_KeepsItsDigits()
    {
        // 1 - C(9990, 100)/C(10000, 100) = 1 - Π (9900 - i)/(10000 - i), i = 0..9.
        var expected = 1 - Enumerable.Range(0, 10).Aggregate(1.0, (product, i) => product * (9900.0 - i) / (10_000 - i));

        Assert.Equal(expected, PassAtK.Any(new Attempts(10_000, 10), 100), 12);
    }

    [Fact]
    public void Any_OverTasks_IsTheirMean()
    {
        // 0.7, 0 and 1.
        var estimate = PassAtK.Any([new Attempts(5, 2), new Attempts(5, 0), new Attempts(5, 5)], 2);

        Assert.Equal(1.7 / 3, estimate.Value, 12);
        Assert.Equal(("pass@2", 3), (estimate.Method, estimate.Count));
        Assert.InRange(estimate.Lower, 0, 0.3);
        Assert.InRange(estimate.Upper, 0.8, 1);
    }

    [Fact]
    public void All_OverTasksThatAlwaysPass_IsOneWithALowerBound()
    {
        var estimate = PassAtK.All([.. Enumerable.Repeat(new Attempts(4, 4), 20)], 4);

        Assert.Equal((1.0, 1.0), (estimate.Value, estimate.Upper));
        Assert.Equal(ProportionEstimate.Of(20, 20).Lower, estimate.Lower, 12);
    }

    [Fact]
    public void Any_OfMoreThanTheSamples_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PassAtK.Any(new Attempts(3, 1), 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => PassAtK.All(new Attempts(3, 1), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Attempts(3, 4));
        Assert.Throws<ArgumentException>(() => PassAtK.Any([], 1));
    }

    [Property]
    public bool Any_OfMoreAttempts_IsNeverLessAndAllNeverMore(byte extra, byte passes, byte k)
    {
        var samples = 2 + (extra % 60);
        var task = new Attempts(samples, passes % (samples + 1));
        var attempts = 1 + (k % (samples - 1));

        return PassAtK.Any(task, attempts + 1) >= PassAtK.Any(task, attempts) - 1e-12
            && PassAtK.All(task, attempts + 1) <= PassAtK.All(task, attempts) + 1e-12
            && Math.Abs(PassAtK.Any(task, 1) - PassAtK.All(task, 1)) < 1e-12;
    }

    private static IEnumerable<(int Samples, int Passed, int K)> Cases(int largest) =>
        from samples in Enumerable.Range(1, largest)
        from passed in Enumerable.Range(0, samples + 1)
        from k in Enumerable.Range(1, samples)
        select (samples, passed, k);

    // Every choice of k among the samples, of which the first ones passed.
    private static double Enumerated(int samples, int passed, int k, Func<int, bool> succeeds)
    {
        var choices = Enumerable.Range(0, 1 << samples).Where(choice => BitOperations.PopCount((uint)choice) == k).ToList();
        return (double)choices.Count(choice => succeeds(BitOperations.PopCount((uint)(choice & ((1 << passed) - 1))))) / choices.Count;
    }
}
