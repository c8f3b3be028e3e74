using System.Text.Json;
using FsCheck.Xunit;
using Observability.Prompts.Rollout;

namespace Observability.Tests.Prompts.Rollout;

public sealed class RunningMomentsTests
{
    [Fact]
    public void With_Values_GivesMeanAndSampleVariance()
    {
        var moments = Of(2, 4, 4, 4, 5, 5, 7, 9);

        Assert.Equal((8, 5.0, 32.0), (moments.Count, moments.Mean, moments.SquaredDeviations));
        Assert.Equal(32.0 / 7, moments.Variance, 12);
    }

    [Fact]
    public void With_ValuesFarFromZero_KeepsTheirSpread()
    {
        Assert.Equal(30, Of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16).Variance, 9);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void With_NoFiniteNumber_Throws(double value)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Of(1).With(value));

        Assert.Contains("Leave a missing value out", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Variance_OfFewerThanTwoValues_IsZero()
    {
        Assert.Equal(0, default(RunningMoments).Variance);
        Assert.Equal(0, Of(3).Variance);
    }

    [Fact]
    public void Json_AndBack_IsTheSame()
    {
        var moments = Of(0.1, 0.7, 0.25);

        Assert.Equal(moments, JsonSerializer.Deserialize<RunningMoments>(JsonSerializer.Serialize(moments)));
    }

    [Property]
    public bool With_OtherMoments_EqualsOneStream(short[] first, short[] second)
    {
        var merged = Of([.. first.Select(v => v / 7.0)]).With(Of([.. second.Select(v => v / 7.0)]));
        var whole = Of([.. first.Concat(second).Select(v => v / 7.0)]);

        return merged.Count == whole.Count
            && Math.Abs(merged.Mean - whole.Mean) <= 1e-9 * (1 + Math.Abs(whole.Mean))
            && Math.Abs(merged.SquaredDeviations - whole.SquaredDeviations) <= 1e-9 * (1 + whole.SquaredDeviations);
    }

    private static RunningMoments Of(params ReadOnlySpan<double> values)
    {
        var moments = default(RunningMoments);
        foreach (var value in values)
        {
            moments = moments.With(value);
        }

        return moments;
    }
}
