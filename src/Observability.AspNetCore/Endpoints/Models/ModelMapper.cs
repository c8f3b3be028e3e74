using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Models;
using Observability.Model;

namespace Observability.AspNetCore.Endpoints.Models;

/// <summary>Puts models in the wire's shape.</summary>
internal static class ModelMapper
{
    public static WireModel ToWire(ModelDefinition definition)
    {
        var prices = definition.DefaultTier.Prices;
        return new WireModel
        {
            Id = definition.Id,
            CreatedAt = definition.CreatedAt,
            ModelName = definition.ModelName,
            MatchPattern = definition.MatchPattern,
            StartDate = definition.StartDate,
            TokenizerId = definition.TokenizerId,
            TokenizerConfig = new JsonPayload(definition.TokenizerConfig),
            Unit = definition.Unit,
            InputPrice = Find(prices, UsageKeys.Input),
            OutputPrice = Find(prices, UsageKeys.Output),
            TotalPrice = Find(prices, UsageKeys.Total),
            Prices = prices.ToDictionary(price => price.Key, price => new WireModelPrice(price.Value), StringComparer.Ordinal),
            IsLangfuseManaged = definition.IsBuiltIn,
            PricingTiers = [.. definition.Tiers.Select(ToWire)],
            Provider = definition.Provider,
        };
    }

    private static decimal? Find(IReadOnlyDictionary<string, decimal> prices, string key) => prices.TryGetValue(key, out var price) ? price : null;

    private static WirePricingTier ToWire(PricingTier tier) => new()
    {
        Id = tier.Id,
        Name = tier.Name,
        IsDefault = tier.IsDefault,
        Priority = tier.Priority,
        Conditions = [.. tier.Conditions.Select(ToWire)],
        Prices = tier.Prices,
    };

    private static WirePricingCondition ToWire(PricingCondition condition) => condition.UsageDetailPattern is null
        ? new WirePricingCondition { Source = condition.Source, Key = condition.Key, Operator = condition.Operator, Values = condition.Values }
        : new WirePricingCondition { UsageDetailPattern = condition.UsageDetailPattern, Operator = condition.Operator, Value = condition.Value, CaseSensitive = condition.CaseSensitive };
}
