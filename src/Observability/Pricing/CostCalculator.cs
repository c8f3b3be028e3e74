using Observability.Model;

namespace Observability.Pricing;

/// <summary>Computes what a call cost from its tokens and tariffs, in decimals.</summary>
internal static class CostCalculator
{
    private const decimal Million = 1_000_000m;

    /// <summary>The cost; null when a kind of token that was used has no price.</summary>
    /// <param name="usage">The tokens.</param>
    /// <param name="tariffs">The model's tariffs.</param>
    /// <param name="serviceTier">The tier that served the request; null for the standard one.</param>
    public static Cost? Compute(Usage usage, Tariffs tariffs, string? serviceTier)
    {
        var tokens = BilledTokens.Of(usage);
        if (tariffs.Select(serviceTier, tokens.Input) is not { } price)
        {
            return null;
        }

        // A model that only makes images or speech has no price for plain output: all of its output is that.
        var output = price.Output ?? price.OutputImage ?? price.OutputAudio;
        var input = price.Input ?? price.InputAudio ?? price.InputImage;
        var entries = new Dictionary<string, decimal>();
        var isKnown = Bill(entries, UsageKeys.Input, tokens.PlainInput, input)
            & Bill(entries, UsageKeys.CachedInput, tokens.CachedInput, price.CachedInput ?? input)
            & Bill(entries, UsageKeys.CacheWrite, tokens.CacheWrite, price.CacheWrite ?? input)
            & Bill(entries, UsageKeys.CacheWriteOneHour, tokens.CacheWriteOneHour, price.CacheWriteOneHour ?? price.CacheWrite ?? input)
            & Bill(entries, UsageKeys.InputAudio, tokens.InputAudio, price.InputAudio ?? input)
            & Bill(entries, UsageKeys.InputImage, tokens.InputImage, price.InputImage ?? input)
            & Bill(entries, UsageKeys.Output, tokens.PlainOutput, output)
            & Bill(entries, UsageKeys.Reasoning, tokens.Reasoning, price.Reasoning ?? output)
            & Bill(entries, UsageKeys.OutputAudio, tokens.OutputAudio, price.OutputAudio ?? output)
            & Bill(entries, UsageKeys.OutputImage, tokens.OutputImage, price.OutputImage ?? output);
        return isKnown
            ? new Cost { Total = entries.Values.Sum(), Entries = entries, Source = usage.IsEstimated ? CostSource.Estimated : CostSource.Computed, Price = tariffs.LinkTo(price) }
            : null;
    }

    private static bool Bill(Dictionary<string, decimal> entries, string key, long tokens, decimal? pricePerMillion)
    {
        if (tokens == 0)
        {
            return true;
        }

        if (pricePerMillion is not { } price)
        {
            return false;
        }

        entries.Add(key, tokens * price / Million);
        return true;
    }
}
