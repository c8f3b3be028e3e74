using FsCheck.Xunit;
using Observability.Model;
using Observability.Pricing;

namespace Observability.Tests.Pricing;

public sealed class CostCalculatorTests
{
    private readonly ModelPrices _prices = new([]);

    [Fact]
    public void Compute_PlainTokens_BillsInputAndOutput()
    {
        // gpt-4o: 2.50 in, 10 out per million.
        var cost = Compute("openai", "gpt-4o", new Usage { Input = 1000, Output = 500 });

        Assert.Equal(0.0075m, cost!.Total);
        Assert.Equal(new Dictionary<string, decimal> { [UsageKeys.Input] = 0.0025m, [UsageKeys.Output] = 0.005m }, cost.Entries);
        Assert.Equal(CostSource.Computed, cost.Source);
    }

    [Fact]
    public void Compute_CachedInput_BillsItAtTheCachedPriceOnly()
    {
        // 2000 plain at 2.50 + 8000 cached at 1.25 + 100 out at 10.
        var cost = Compute("openai", "gpt-4o", new Usage { Input = 10_000, CachedInput = 8_000, Output = 100 });

        Assert.Equal(0.016m, cost!.Total);
        Assert.Equal(0.01m, cost.Entries[UsageKeys.CachedInput]);
        Assert.Equal(0.005m, cost.Entries[UsageKeys.Input]);
    }

    [Fact]
    public void Compute_AnthropicCacheWrites_BillsFiveMinutesAndOneHourApart()
    {
        // claude-sonnet-4-5: in 3, cached 0.30, write 3.75, one-hour write 6, out 15.
        var cost = Compute("anthropic", "claude-sonnet-4-5", new Usage { Input = 10_000, CachedInput = 4_000, CacheWrite = 3_000, CacheWriteOneHour = 2_000, Output = 1_000 });

        Assert.Equal(0.003m + 0.0012m + 0.01125m + 0.012m + 0.015m, cost!.Total);
        Assert.Equal(0.01125m, cost.Entries[UsageKeys.CacheWrite]);
        Assert.Equal(0.012m, cost.Entries[UsageKeys.CacheWriteOneHour]);
    }

    [Fact]
    public void Compute_ReasoningWithoutItsOwnPrice_IsOutput()
    {
        // 300 plain + 700 reasoning, both at 10.
        var cost = Compute("openai", "gpt-4o", new Usage { Input = 0, Output = 1_000, Reasoning = 700 });

        Assert.Equal(0.01m, cost!.Total);
        Assert.Equal(0.007m, cost.Entries[UsageKeys.Reasoning]);
        Assert.False(cost.Entries.ContainsKey(UsageKeys.Input));
    }

    [Fact]
    public void Compute_Audio_BillsItAtTheAudioPrices()
    {
        // gpt-4o-audio-preview: text 2.50/10, audio 40/80.
        var cost = Compute("openai", "gpt-4o-audio-preview", new Usage { Input = 1_000, InputAudio = 600, Output = 500, OutputAudio = 400 });

        Assert.Equal(0.001m + 0.024m + 0.001m + 0.032m, cost!.Total);
    }

    [Fact]
    public void Compute_ImageModel_BillsImageTokens()
    {
        // azure gpt-image-1: text in 5, image in 10, image out 40, no plain output price.
        var detailed = Compute("azure", "gpt-image-1", new Usage { Input = 150, InputImage = 100, Output = 4_000, OutputImage = 4_000 });
        var plain = Compute("azure", "gpt-image-1", new Usage { Input = 150, Output = 4_000 });

        Assert.Equal(0.00025m + 0.001m + 0.16m, detailed!.Total);
        Assert.Equal(0.00075m + 0.16m, plain!.Total);
    }

    [Theory]
    [InlineData(200_000, 0.6)]
    [InlineData(200_001, 1.200006)]
    public void Compute_LongContext_BillsTheWholeRequestAtTheHigherTariffAboveTheThreshold(long input, double expected)
    {
        var cost = Compute("anthropic", "claude-sonnet-4-5", new Usage { Input = input, Output = 0 });

        Assert.Equal((decimal)expected, cost!.Total);
    }

    [Theory]
    [InlineData(null, 0.0125)]
    [InlineData("default", 0.0125)]
    [InlineData("auto", 0.0125)]
    [InlineData("priority", 0.02125)]
    [InlineData("Batch", 0.00625)]
    [InlineData("flex", 0.0125)]
    public void Compute_ServiceTier_UsesItsTariffOrTheStandardOne(string? tier, double expected)
    {
        // gpt-4o has standard 2.50/10, priority 4.25/17 and batch 1.25/5, but no flex.
        var cost = Compute("openai", "gpt-4o", new Usage { Input = 1_000, Output = 1_000 }, tier);

        Assert.Equal((decimal)expected, cost!.Total);
    }

    [Fact]
    public void Compute_EstimatedUsage_IsEstimatedCost()
    {
        var cost = Compute("openai", "gpt-4o", new Usage { Input = 1, Output = 1, IsEstimated = true });

        Assert.Equal(CostSource.Estimated, cost!.Source);
    }

    [Fact]
    public void Compute_LocalModel_CostsZero()
    {
        var cost = Compute("ollama", "llama3.2", new Usage { Input = 1_000_000, Output = 1_000_000 });

        Assert.Equal(0m, cost!.Total);
    }

    [Fact]
    public void Compute_TokensWithoutAnyPrice_IsUnknownNotZero()
    {
        var prices = new Tariffs([new ModelPrice { Model = "m", Input = 1 }]);

        var withOutput = CostCalculator.Compute(new Usage { Input = 5, Output = 5 }, prices, null);
        var withoutOutput = CostCalculator.Compute(new Usage { Input = 5, Output = 0 }, prices, null);

        Assert.Null(withOutput);
        Assert.Equal(0.000005m, withoutOutput!.Total);
    }

    [Fact]
    public void Compute_ManySmallPrices_HasNoRoundingError()
    {
        var prices = new Tariffs([new ModelPrice { Model = "m", Input = 0.1m, CachedInput = 0.2m, Output = 0.3m }]);

        var cost = CostCalculator.Compute(new Usage { Input = 2, CachedInput = 1, Output = 1 }, prices, null);

        Assert.Equal(0.0000006m, cost!.Total);
    }

    [Property]
    public bool BilledTokens_AnyLedger_BillEachTokenExactlyOnce(int input, int output, int cached, int write, int hour, int audioIn, int imageIn, int reasoning, int audioOut, int imageOut)
    {
        var tokens = BilledTokens.Of(new Usage
        {
            Input = input, Output = output, CachedInput = cached, CacheWrite = write, CacheWriteOneHour = hour, InputAudio = audioIn, InputImage = imageIn,
            Reasoning = reasoning, OutputAudio = audioOut, OutputImage = imageOut,
        });

        long[] parts =
        [
            tokens.PlainInput, tokens.CachedInput, tokens.CacheWrite, tokens.CacheWriteOneHour, tokens.InputAudio, tokens.InputImage,
            tokens.PlainOutput, tokens.Reasoning, tokens.OutputAudio, tokens.OutputImage,
        ];
        return tokens.Input == Math.Max(0, input) && tokens.Output == Math.Max(0, output) && Array.TrueForAll(parts, part => part >= 0);
    }

    [Property]
    public bool Compute_OnePriceForEverything_CostsAsMuchAsTheTokensThereAre(ushort input, ushort output, ushort cached, ushort write, ushort audio, ushort reasoning)
    {
        var prices = new Tariffs([new ModelPrice { Model = "m", Input = 1_000_000, Output = 1_000_000 }]);
        var usage = new Usage { Input = input, Output = output, CachedInput = cached, CacheWrite = write, InputAudio = audio, Reasoning = reasoning };

        var cost = CostCalculator.Compute(usage, prices, null);

        return cost!.Total == input + output && cost.Entries.Values.Sum() == cost.Total;
    }

    private Cost? Compute(string provider, string model, Usage usage, string? tier = null) => CostCalculator.Compute(usage, _prices.Find(provider, model)!, tier);
}
