using Microsoft.Extensions.Configuration;
using Observability.Pricing;

namespace Observability.Tests.Pricing;

public sealed class PricesOptionTests
{
    [Fact]
    public void Prices_FromConfiguration_AreBound()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Prices:0:Model"] = "support-bot",
                ["Prices:0:Provider"] = "azure.ai.openai",
                ["Prices:0:Input"] = "2.5",
                ["Prices:0:Output"] = "10",
                ["Prices:1:Model"] = "support-bot",
                ["Prices:1:ServiceTier"] = "batch",
                ["Prices:1:AboveInputTokens"] = "1000",
            })
            .Build();

        var options = configuration.Get<LlmObservabilityOptions>()!;

        Assert.Equal(
            [
                new ModelPrice { Model = "support-bot", Provider = "azure.ai.openai", Input = 2.5m, Output = 10 },
                new ModelPrice { Model = "support-bot", ServiceTier = "batch", AboveInputTokens = 1000 },
            ],
            options.Prices);
    }

    [Fact]
    public void Prices_ThatCannotBeMeant_AreNamedWithTheirKey()
    {
        ModelPrice[] prices = [new() { Model = "fine", Input = 0 }, new() { Model = " ", Input = 1 }, new() { Model = "m" }, new() { Model = "m", Output = -1 }];

        var errors = ModelPriceRules.ErrorsOf(prices).ToList();

        Assert.Equal(3, errors.Count);
        Assert.StartsWith("LlmObservability:Prices:1:Model is \" \".", errors[0], StringComparison.Ordinal);
        Assert.StartsWith("LlmObservability:Prices:2 has no price", errors[1], StringComparison.Ordinal);
        Assert.StartsWith("LlmObservability:Prices:3 has the price \"-1\".", errors[2], StringComparison.Ordinal);
    }
}
