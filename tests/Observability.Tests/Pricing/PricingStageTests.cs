using Observability.Model;
using Observability.Pricing;
using Observability.Pricing.Models;
using Observability.Testing;

namespace Observability.Tests.Pricing;

public sealed class PricingStageTests
{
    private readonly PricingStage _stage = new([]);

    [Fact]
    public void Apply_GenerationWithUsage_GetsItsCost()
    {
        var record = _stage.Apply(Some.Generation("t", "o"));

        Assert.Equal(0.00075m, record.Cost!.Total);
    }

    [Fact]
    public void Apply_BuiltInPrice_IsTheOneThatTheListShows()
    {
        List<string> wrong = [];
        var priced = 0;

        foreach (var model in BuiltInModels.All)
        {
            foreach (var tier in model.Tiers)
            {
                var record = _stage.Apply(Some.Generation("t", "o") with
                {
                    Provider = model.Provider,
                    Model = model.ModelName,
                    Usage = new Usage { Input = (long)tier.Conditions.Where(condition => condition.UsageDetailPattern is not null).Select(condition => condition.Value).FirstOrDefault() + 1 },
                    Parameters = tier.Conditions.FirstOrDefault(condition => condition.Values is not null)?.Values is [var name] ? Payload.Parse($$"""{"service_tier":"{{name}}"}""") : null,
                });

                priced += record.Cost is null ? 0 : 1;
                if (record.Cost is { } cost && cost.Price != new PriceLink(model.Id, tier.Id, tier.Name))
                {
                    wrong.Add($"{model.Provider}/{model.ModelName}, {tier.Name}: {cost.Price}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(priced > 1000, $"Only {priced} tiers priced a call.");
    }

    [Fact]
    public void Apply_PriceOfTheApplication_IsOnNoList()
    {
        var record = new PricingStage([new ModelPrice { Model = "gpt-4o", Provider = "openai", Input = 1, Output = 1 }]).Apply(Some.Generation("t", "o"));

        Assert.NotNull(record.Cost);
        Assert.Null(record.Cost.Price);
    }

    [Fact]
    public void Apply_Embedding_GetsItsCost()
    {
        var record = _stage.Apply(Some.Generation("t", "o") with { Kind = ObservationKind.Embedding, Model = "text-embedding-3-small", Usage = new Usage { Input = 1_000_000 } });

        Assert.Equal(0.02m, record.Cost!.Total);
    }

    [Fact]
    public void Apply_ProvidedCost_Stays()
    {
        var provided = new Cost { Total = 42, Source = CostSource.Provided };

        var record = _stage.Apply(Some.Generation("t", "o") with { Cost = provided });

        Assert.Same(provided, record.Cost);
    }

    [Theory]
    [InlineData(ObservationKind.Agent)]
    [InlineData(ObservationKind.Chain)]
    [InlineData(ObservationKind.Tool)]
    public void Apply_OtherKindWithUsage_GetsNoCost(ObservationKind kind)
    {
        var record = _stage.Apply(Some.Generation("t", "o") with { Kind = kind });

        Assert.Null(record.Cost);
    }

    [Fact]
    public void Apply_CacheHit_CostsNothing()
    {
        var record = _stage.Apply(Some.Generation("t", "o") with { IsCacheHit = true, Model = "unknown" });

        Assert.Equal(0m, record.Cost!.Total);
    }

    [Fact]
    public void Apply_UnknownModel_KeepsUsageAndHasNoCost()
    {
        var record = _stage.Apply(Some.Generation("t", "o") with { Model = "unknown" });

        Assert.Equal(150, record.Usage!.TotalTokens);
        Assert.Null(record.Cost);
    }

    [Fact]
    public void Apply_ServiceTierInParameters_IsUsed()
    {
        var record = _stage.Apply(Some.Generation("t", "o") with { Parameters = Payload.Parse("""{"service_tier":"priority"}"""), Usage = new Usage { Input = 1_000, Output = 1_000 } });

        Assert.Equal(0.02125m, record.Cost!.Total);
    }

    [Fact]
    public void Apply_NoUsage_EstimatesTokensAndCost()
    {
        var record = _stage.Apply(Some.Generation("t", "o") with { Usage = null });

        // 7 tokens of text + 3 for the message + 3 before the answer; 2 tokens of answer. By hand from the o200k vocabulary.
        Assert.Equal((13L, 2L, true), (record.Usage!.Input, record.Usage.Output, record.Usage.IsEstimated));
        Assert.Equal(((13 * 2.5m) + (2 * 10m)) / 1_000_000m, record.Cost!.Total);
        Assert.Equal(CostSource.Estimated, record.Cost.Source);
    }

    [Fact]
    public void Apply_FailedBeforeAnAnswerOrMadeMedia_EstimatesNothing()
    {
        var failed = _stage.Apply(Some.Generation("t", "o") with { Usage = null, Output = null, Status = ObservationStatus.Failed });
        var picture = _stage.Apply(Some.Generation("t", "o") with { Usage = null, Output = Payload.FromText(new MediaReference(MediaId.Of("x"u8), "image/png").ToString()) });
        var silent = _stage.Apply(Some.Generation("t", "o") with { Usage = null, Output = null, Input = null });

        Assert.All([failed, picture, silent], record => Assert.True(record.Usage is null && record.Cost is null));
    }

    [Fact]
    public void Apply_OverrideInOptions_GoesBeforeTheTable()
    {
        var options = new LlmObservabilityOptions { Prices = { new ModelPrice { Model = "gpt-4o", Input = 1_000, Output = 2_000 } } };

        var record = new PricingStage(options.Prices).Apply(Some.Generation("t", "o"));

        Assert.Equal(0.2m, record.Cost!.Total);
    }
}
