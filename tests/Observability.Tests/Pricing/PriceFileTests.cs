using Observability.Pricing;

namespace Observability.Tests.Pricing;

public sealed class PriceFileTests
{
    [Fact]
    public void Read_SectionsModelsAndVariants_GivesOneTariffEach()
    {
        using var text = new StringReader("# comment\n\n[p]\nm in=1.5 cached=0.25 out=3\n  priority in=2\n  above=200000 in=4\n  priority above=200000 in=5\n[q]\nm in=9\n");

        var prices = PriceFile.Read(text).ToList();

        Assert.Equal(
            [
                new ModelPrice { Model = "m", Provider = "p", Input = 1.5m, CachedInput = 0.25m, Output = 3 },
                new ModelPrice { Model = "m", Provider = "p", ServiceTier = "priority", Input = 2 },
                new ModelPrice { Model = "m", Provider = "p", AboveInputTokens = 200_000, Input = 4 },
                new ModelPrice { Model = "m", Provider = "p", ServiceTier = "priority", AboveInputTokens = 200_000, Input = 5 },
                new ModelPrice { Model = "m", Provider = "q", Input = 9 },
            ],
            prices);
    }

    [Theory]
    [InlineData("[p]\n  in=1\n")]
    [InlineData("[p]\nm pieces=1\n")]
    [InlineData("[p]\nm in=a\n")]
    public void Read_LineThatDoesNotFollowTheFormat_Throws(string file)
    {
        using var text = new StringReader(file);

        Assert.Throws<FormatException>(() => PriceFile.Read(text).ToList());
    }

    [Fact]
    public void ReadEmbedded_EveryTariff_HasAPriceAndNoneIsNegative()
    {
        var prices = PriceFile.ReadEmbedded().ToList();

        Assert.All(prices, price => Assert.Contains(Values(price), value => value is not null));
        Assert.All(prices, price => Assert.DoesNotContain(Values(price), value => value < 0));
        Assert.Equal(
            ["ai21", "anthropic", "aws.bedrock", "azure", "cerebras", "cohere", "dashscope", "deepseek", "gcp.gemini", "gcp.vertex_ai", "groq", "ibm.watsonx.ai", "minimax", "mistral_ai", "moonshot_ai", "openai", "openrouter", "perplexity", "together_ai", "voyage", "x_ai", "zai"],
            prices.Select(price => price.Provider!).Distinct().Order(StringComparer.Ordinal));
    }

    private static decimal?[] Values(ModelPrice price) =>
        [price.Input, price.CachedInput, price.CacheWrite, price.CacheWriteOneHour, price.Output, price.Reasoning, price.InputAudio, price.OutputAudio, price.InputImage, price.OutputImage];
}
