using Observability.Model;
using Observability.Pricing.Models;
using Observability.Testing;

namespace Observability.Tests.Pricing.Models;

public sealed class DefinedModelTests
{
    private static readonly Dictionary<string, decimal> Plain = new() { ["input"] = 1, ["output"] = 10 };

    [Fact]
    public void Compute_EachEntry_HasThePriceOfItsNameOrOfTheWhole()
    {
        var model = Define(new Dictionary<string, decimal>(Plain) { ["input_cached_tokens"] = 0.1m });

        var cost = Compute(model, new Usage { Input = 100, CachedInput = 40, InputAudio = 10, Output = 20, Reasoning = 5 })!;

        Assert.Equal(50m + 4m + 10m + 150m + 50m, cost.Total);
        Assert.Equal(4m, cost.Entries[UsageKeys.CachedInput]);
        Assert.Equal(10m, cost.Entries[UsageKeys.InputAudio]);
        Assert.Equal(50m, cost.Entries[UsageKeys.Reasoning]);
        Assert.Equal(CostSource.Computed, cost.Source);
    }

    [Fact]
    public void Compute_ExtraEntries_HaveTheirOwnPrices()
    {
        var model = Define(new Dictionary<string, decimal> { ["searches"] = 0.5m });

        Assert.Equal(1.5m, Compute(model, new Usage { Extra = new Dictionary<string, long> { ["searches"] = 3, ["other"] = 9 } })!.Total);
    }

    [Fact]
    public void Compute_OnlyTotalPrice_IsOfAllTokens() =>
        Assert.Equal(30m, Compute(Define(new Dictionary<string, decimal> { ["total"] = 2 }), new Usage { Input = 10, Output = 5 })!.Total);

    [Fact]
    public void Compute_NothingWithAPrice_IsNoCost() => Assert.Null(Compute(Define(new Dictionary<string, decimal> { ["images"] = 2 }), new Usage { Input = 10 }));

    [Fact]
    public void Compute_EstimatedUsage_IsMarked() => Assert.Equal(CostSource.Estimated, Compute(Define(Plain), new Usage { Input = 1, IsEstimated = true })!.Source);

    [Theory]
    [InlineData("gt", 100, 101, true)]
    [InlineData("gt", 100, 100, false)]
    [InlineData("gte", 100, 100, true)]
    [InlineData("lt", 100, 99, true)]
    [InlineData("lte", 100, 100, true)]
    [InlineData("eq", 100, 100, true)]
    [InlineData("neq", 100, 100, false)]
    public void Compute_UsageCondition_SumsTheEntriesThatMatch(string op, int value, int input, bool isOther)
    {
        var model = Define(Plain, new PricingCondition { UsageDetailPattern = "^INPUT", Operator = op, Value = value });

        var cost = Compute(model, new Usage { Input = input, CachedInput = 10 })!;

        Assert.Equal(isOther ? input * 2m : input, cost.Total);
    }

    [Fact]
    public void Compute_AttributeCondition_LooksAtParametersOrMetadata()
    {
        var byParameter = Define(Plain, new PricingCondition { Source = "model_parameters", Key = "service_tier", Operator = "in", Values = ["flex", "batch"] });
        var byMetadata = Define(Plain, new PricingCondition { Source = "metadata", Key = "region", Operator = "in", Values = ["eu"] });
        var call = Some.Generation("t", "o") with { Parameters = Payload.Parse("""{"service_tier":"flex"}"""), Metadata = Payload.Parse("""{"region":"us"}""") };

        Assert.Equal(20m, byParameter.Compute(call, new Usage { Input = 10 })!.Total);
        Assert.Equal(10m, byMetadata.Compute(call, new Usage { Input = 10 })!.Total);
    }

    [Fact]
    public void Matches_PatternAndStart_BothHold()
    {
        var model = new DefinedModel(Definition(Plain) with { MatchPattern = "(?i)^GPT-4O$", StartDate = Some.Time });

        Assert.True(model.Matches(Some.Generation("t", "o")));
        Assert.False(model.Matches(Some.Generation("t", "o", atSeconds: -1)));
        Assert.False(model.Matches(Some.Generation("t", "o") with { Model = "gpt-4o-mini" }));
        Assert.False(model.Matches(Some.Generation("t", "o") with { Model = null }));
    }

    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("(?=(a+)+b)c")]
    public void SafePattern_ThatMakesBacktrackersRunForEver_AnswersSoon(string pattern) =>
        Assert.False(SafePattern.Parse(pattern).IsMatch(new string('a', 40) + "!"));

    [Theory]
    [InlineData("(")]
    [InlineData("[a")]
    public void SafePattern_NoExpression_Throws(string pattern) => Assert.Throws<ArgumentException>(() => SafePattern.Parse(pattern));

    [Fact]
    public void BuiltIn_All_CanBeShownAndCompiled()
    {
        Assert.All(BuiltInModels.All, definition => Assert.NotEmpty(definition.DefaultTier.Prices));
        Assert.Equal(BuiltInModels.All.Count, BuiltInModels.All.DistinctBy(definition => definition.Id).Count());
        var gpt = BuiltInModels.All.Single(definition => definition is { Provider: "openai", ModelName: "gpt-4o" });
        Assert.True(new DefinedModel(gpt).Matches(Some.Generation("t", "o")));
        Assert.Same(gpt, BuiltInModels.Find(gpt.Id));
    }

    private static Cost? Compute(DefinedModel model, Usage usage) => model.Compute(Some.Generation("t", "o"), usage);

    private static DefinedModel Define(IReadOnlyDictionary<string, decimal> prices, PricingCondition? condition = null) => new(condition is null
        ? Definition(prices)
        : Definition(prices) with
        {
            Tiers =
            [
                .. Definition(prices).Tiers,
                new PricingTier { Id = "other", Name = "other", Priority = 1, Conditions = [condition], Prices = prices.ToDictionary(price => price.Key, price => price.Value * 2) },
            ],
        });

    private static ModelDefinition Definition(IReadOnlyDictionary<string, decimal> prices) => new()
    {
        Id = "m",
        ModelName = "m",
        MatchPattern = ".*",
        Tiers = [new PricingTier { Id = "default", Name = "Standard", IsDefault = true, Prices = prices }],
        CreatedAt = Some.Time,
        UpdatedAt = Some.Time,
    };
}
