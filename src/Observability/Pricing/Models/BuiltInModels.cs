using System.Text.RegularExpressions;
using Observability.Model;

namespace Observability.Pricing.Models;

/// <summary>The built-in price table in the shape of definitions, to be shown.</summary>
/// <remarks>Pricing itself looks the table up by provider and the many spellings of a name, see <see cref="ModelPrices"/>; these patterns show the plain one.</remarks>
internal static class BuiltInModels
{
    private const decimal Million = 1_000_000m;

    // The month of the price list.
    private static readonly DateTimeOffset Made = new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<IReadOnlyList<ModelDefinition>> Definitions = new(static () => [.. PriceFile.ReadEmbedded()
        .GroupBy(price => (Provider: price.Provider ?? "", Model: price.Model.ToLowerInvariant()))
        .OrderBy(group => group.Key.Provider, StringComparer.Ordinal)
        .ThenBy(group => group.Key.Model, StringComparer.Ordinal)
        .Select(group => Define(group.Key.Provider, group.First().Model, [.. group]))]);

    private static readonly Lazy<Dictionary<string, ModelDefinition>> ById = new(static () => Definitions.Value.ToDictionary(definition => definition.Id, StringComparer.Ordinal));

    public static IReadOnlyList<ModelDefinition> All => Definitions.Value;

    public static ModelDefinition? Find(string id) => ById.Value.GetValueOrDefault(id);

    private static ModelDefinition Define(string provider, string model, IReadOnlyList<ModelPrice> prices)
    {
        var builtIn = new BuiltInModel(prices);
        return new ModelDefinition
        {
            Id = builtIn.Id,
            ModelName = model,
            MatchPattern = $"(?i)^({Regex.Escape(model)})$",
            Unit = "TOKENS",
            Tiers = [.. builtIn.Tiers.Select((tier, index) => new PricingTier
            {
                Id = tier.Link.TierId,
                Name = tier.Link.TierName,
                IsDefault = index == 0,
                Priority = index,
                Conditions = index == 0 ? [] : [.. ConditionsOf(tier.Price)],
                Prices = PricesOf(tier.Price),
            })],
            Provider = provider,
            IsBuiltIn = true,
            CreatedAt = Made,
            UpdatedAt = Made,
        };
    }

    private static IEnumerable<PricingCondition> ConditionsOf(ModelPrice price)
    {
        if (price.AboveInputTokens is { } above)
        {
            yield return new PricingCondition { UsageDetailPattern = "^input", Operator = "gt", Value = above };
        }

        if (price.ServiceTier != ModelPrice.StandardTier)
        {
            yield return new PricingCondition { Source = "model_parameters", Key = "service_tier", Operator = "in", Values = [price.ServiceTier] };
        }
    }

    private static Dictionary<string, decimal> PricesOf(ModelPrice price) => new (string Key, decimal? Price)[]
        {
            (UsageKeys.Input, price.Input), (UsageKeys.CachedInput, price.CachedInput), (UsageKeys.CacheWrite, price.CacheWrite),
            (UsageKeys.CacheWriteOneHour, price.CacheWriteOneHour), (UsageKeys.InputAudio, price.InputAudio), (UsageKeys.InputImage, price.InputImage),
            (UsageKeys.Output, price.Output), (UsageKeys.Reasoning, price.Reasoning), (UsageKeys.OutputAudio, price.OutputAudio), (UsageKeys.OutputImage, price.OutputImage),
        }
        .Where(entry => entry.Price is not null)
        .ToDictionary(entry => entry.Key, entry => entry.Price!.Value / Million, StringComparer.Ordinal);
}
