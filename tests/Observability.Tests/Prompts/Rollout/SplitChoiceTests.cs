using Observability.Prompts;
using Observability.Prompts.Rollout;

namespace Observability.Tests.Prompts.Rollout;

public sealed class SplitChoiceTests
{
    private const int Keys = 50_000;

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void Shares_OverManyKeys_AreThoseOfTheSplit(double share)
    {
        var chosen = Enumerable.Range(0, Keys).Count(key => Choose(share, $"user-{key}") == 8);

        // Four standard deviations of a binomial count.
        Assert.InRange(chosen, (Keys * share) - (4 * Math.Sqrt(Keys * share * (1 - share))), (Keys * share) + (4 * Math.Sqrt(Keys * share * (1 - share))));
    }

    [Fact]
    public void Key_Always_GetsTheSameVersion() =>
        Assert.All(Enumerable.Range(0, 1000), key => Assert.Equal(Choose(0.3, $"user-{key}"), Choose(0.3, $"user-{key}")));

    [Fact]
    public void Key_WithTheCandidate_KeepsItWhileTheShareGrows()
    {
        foreach (var key in Enumerable.Range(0, 5000).Select(key => $"user-{key}").Where(key => Choose(0.1, key) == 8))
        {
            Assert.Equal((8, 8), (Choose(0.25, key), Choose(0.5, key)));
        }
    }

    [Fact]
    public void Candidates_OfTwoRollouts_AreTriedByOthers()
    {
        var keys = Enumerable.Range(0, Keys).Select(key => $"user-{key}").ToList();

        // Independent draws of a tenth each meet in a hundredth of the keys.
        var both = keys.Count(key => Choose(0.1, key) == 8 && SplitChoice.Choose("p", "production", 7, new PromptSplit(new PromptArm(9, 0.1)), key) == 9);

        Assert.InRange(both, 400, 600);
    }

    [Fact]
    public void Arms_OfASplitOfThree_ShareAsTheyShould()
    {
        var split = new PromptSplit(new PromptArm(8, 0.2), new PromptArm(9, 0.3));
        var counts = Enumerable.Range(0, Keys).CountBy(key => SplitChoice.Choose("p", "production", 7, split, $"user-{key}")).ToDictionary();

        Assert.Equal([0.5, 0.2, 0.3], new[] { 7, 8, 9 }.Select(version => Math.Round(counts[version] / (double)Keys, 2)));
    }

    private static int Choose(double share, string key) => SplitChoice.Choose("p", "production", 7, new PromptSplit(new PromptArm(8, share)), key);
}
