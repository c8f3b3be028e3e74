using Observability.Model;
using Observability.Storage.Query;
using Observability.Wire;

namespace Observability.Pricing.Models;

/// <summary>A model definition made ready to match and to price calls.</summary>
internal sealed class DefinedModel
{
    private readonly ModelDefinition _definition;
    private readonly SafePattern _pattern;
    private readonly List<(PricingTier Tier, List<Func<ObservationRecord, IReadOnlyDictionary<string, long>, bool>> Conditions)> _tiers;

    /// <exception cref="ArgumentException">A pattern of it is no regular expression.</exception>
    public DefinedModel(ModelDefinition definition)
    {
        _definition = definition;
        _pattern = SafePattern.Parse(definition.MatchPattern);
        _tiers = [.. definition.Tiers.Where(tier => !tier.IsDefault).OrderBy(tier => tier.Priority).Select(tier => (tier, tier.Conditions.Select(Compile).ToList()))];
    }

    public bool Matches(ObservationRecord record) =>
        record.Model is { } model && record.StartTime >= (_definition.StartDate ?? DateTimeOffset.MinValue) && _pattern.IsMatch(model);

    /// <summary>What a call costs; null when nothing it used has a price.</summary>
    /// <remarks>Each ledger entry has the price of its name; a part of input or output without a price of its own has the price of the whole.</remarks>
    public Cost? Compute(ObservationRecord record, Usage usage)
    {
        var details = UsageDetails.Of(usage);
        var tier = _tiers.Find(candidate => candidate.Conditions.TrueForAll(holds => holds(record, details))).Tier ?? _definition.DefaultTier;
        var entries = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (key, count) in details)
        {
            if (count > 0 && key != UsageKeys.Total && PriceOf(tier.Prices, key) is { } price)
            {
                entries.Add(key, count * price);
            }
        }

        if (entries.Count == 0 && tier.Prices.TryGetValue(UsageKeys.Total, out var whole) && usage.TotalTokens > 0)
        {
            entries.Add(UsageKeys.Total, usage.TotalTokens * whole);
        }

        return entries.Count == 0
            ? null
            : new Cost
            {
                Total = entries.Values.Sum(),
                Entries = entries,
                Source = usage.IsEstimated ? CostSource.Estimated : CostSource.Computed,
                Price = new PriceLink(_definition.Id, tier.Id, tier.Name),
            };
    }

    private static decimal? PriceOf(IReadOnlyDictionary<string, decimal> prices, string key)
    {
        if (prices.TryGetValue(key, out var price))
        {
            return price;
        }

        var whole = key.StartsWith(UsageDetails.InputPrefix, StringComparison.Ordinal) ? UsageKeys.Input
            : key.StartsWith(UsageDetails.OutputPrefix, StringComparison.Ordinal) ? UsageKeys.Output
            : null;
        return whole is not null && prices.TryGetValue(whole, out price) ? price : null;
    }

    private static Func<ObservationRecord, IReadOnlyDictionary<string, long>, bool> Compile(PricingCondition condition)
    {
        if (condition.UsageDetailPattern is not { } pattern)
        {
            var values = condition.Values ?? [];
            return (record, _) => MetadataText.Get(condition.Source == "metadata" ? record.Metadata : record.Parameters, condition.Key ?? "") is { } value && values.Contains(value, StringComparer.Ordinal);
        }

        var keys = SafePattern.Parse(pattern, condition.CaseSensitive);
        return (_, details) =>
        {
            decimal sum = details.Where(entry => keys.IsMatch(entry.Key)).Sum(entry => entry.Value);
            return condition.Operator switch
            {
                "gt" => sum > condition.Value,
                "gte" => sum >= condition.Value,
                "lt" => sum < condition.Value,
                "lte" => sum <= condition.Value,
                "neq" => sum != condition.Value,
                _ => sum == condition.Value,
            };
        };
    }
}
