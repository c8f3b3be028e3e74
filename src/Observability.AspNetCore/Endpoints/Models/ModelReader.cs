using Observability.AspNetCore.Http;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Models;
using Observability.Model;
using Observability.Pricing.Models;

namespace Observability.AspNetCore.Endpoints.Models;

/// <summary>Checks a model that a client sent and makes it one of ours.</summary>
internal static class ModelReader
{
    private const int MaxTiers = 50;
    private const int MaxConditions = 20;
    private const int MaxValues = 200;
    private const int MaxPrices = 200;

    private static readonly IReadOnlyList<string> Units = ["CHARACTERS", "TOKENS", "MILLISECONDS", "SECONDS", "IMAGES", "REQUESTS"];
    private static readonly IReadOnlyList<string> Operators = ["gt", "gte", "lt", "lte", "eq", "neq"];
    private static readonly IReadOnlyList<string> Sources = ["model_parameters", "metadata"];

    /// <exception cref="ApiException">It is not valid; all issues are listed.</exception>
    public static ModelDefinition Read(ModelBody body, string id, DateTimeOffset createdAt, DateTimeOffset now)
    {
        var issues = new BodyIssues();
        var name = issues.Text(body.ModelName, "modelName");
        var pattern = issues.Text(body.MatchPattern, "matchPattern", SafePattern.MaxLength);
        CheckPattern(pattern, "matchPattern", issues);
        var definition = new ModelDefinition
        {
            Id = id,
            ModelName = name,
            MatchPattern = pattern,
            StartDate = body.StartDate,
            Unit = issues.OptionalWord(body.Unit, Units, "unit"),
            Tiers = body.PricingTiers is { } tiers ? ReadTiers(body, tiers, id, issues) : [ReadPlain(body, id, issues)],
            TokenizerId = issues.OptionalText(body.TokenizerId, "tokenizerId"),
            TokenizerConfig = body.TokenizerConfig.Or(null),
            CreatedAt = createdAt,
            UpdatedAt = now,
        };
        issues.ThrowIfInvalid();
        return definition;
    }

    private static PricingTier ReadPlain(ModelBody body, string id, BodyIssues issues)
    {
        var prices = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (key, price) in new[] { ("input", body.InputPrice), ("output", body.OutputPrice), ("total", body.TotalPrice) })
        {
            if (price < 0)
            {
                issues.Add(ApiIssue.TooSmall(0, inclusive: true, key + "Price"));
            }
            else if (price is { } known)
            {
                prices.Add(key, known);
            }
        }

        if (body.TotalPrice is not null && (body.InputPrice ?? body.OutputPrice) is not null)
        {
            issues.Add(ApiIssue.Custom("If input and/or output price is set, total price must be null", "totalPrice"));
        }

        return new PricingTier { Id = id + "_tier_default", Name = "Standard", IsDefault = true, Prices = prices };
    }

    private static List<PricingTier> ReadTiers(ModelBody body, IReadOnlyList<WirePricingTier?> sent, string id, BodyIssues issues)
    {
        if ((body.InputPrice ?? body.OutputPrice ?? body.TotalPrice) is not null)
        {
            issues.Add(ApiIssue.Custom("Give plain prices or pricing tiers, not both.", "pricingTiers"));
        }

        if (sent.Count > MaxTiers)
        {
            issues.Add(ApiIssue.TooLong("array", MaxTiers, "pricingTiers"));
            return [];
        }

        var tiers = sent.Select((tier, index) => ReadTier(tier ?? new WirePricingTier(), $"{id}_tier_{index}", $"pricingTiers.{index}", issues)).ToList();
        if (tiers.Count(tier => tier.IsDefault) != 1)
        {
            issues.Add(ApiIssue.Custom("Exactly one pricing tier is the default one.", "pricingTiers"));
        }

        if (tiers.DistinctBy(tier => tier.Priority).Count() < tiers.Count || tiers.DistinctBy(tier => tier.Name).Count() < tiers.Count)
        {
            issues.Add(ApiIssue.Custom("Each pricing tier has a name and a priority of its own.", "pricingTiers"));
        }

        return tiers;
    }

    private static PricingTier ReadTier(WirePricingTier sent, string id, string path, BodyIssues issues)
    {
        var isDefault = sent.IsDefault == true;
        var conditions = sent.Conditions ?? [];
        if (conditions.Count > MaxConditions)
        {
            issues.Add(ApiIssue.TooLong("array", MaxConditions, path + ".conditions"));
            conditions = [];
        }
        else if (isDefault != (conditions.Count == 0))
        {
            issues.Add(ApiIssue.Custom(isDefault ? "The default tier has no conditions." : "A tier that is not the default one has at least one condition.", path + ".conditions"));
        }

        var prices = sent.Prices ?? new Dictionary<string, decimal>();
        if (prices.Count is 0 or > MaxPrices || prices.Any(price => price.Value < 0 || price.Key.Length is 0 or > MetadataLimits.MaxKeyLength))
        {
            issues.Add(ApiIssue.Custom($"A tier has from 1 to {MaxPrices} prices, each 0 or more.", path + ".prices"));
        }

        if (sent.Priority is < 0 or > 1_000_000)
        {
            issues.Add(ApiIssue.Custom("A priority is from 0 to 1,000,000.", path + ".priority"));
        }

        return new PricingTier
        {
            Id = id,
            Name = issues.Text(sent.Name, path + ".name"),
            IsDefault = isDefault,
            Priority = sent.Priority ?? 0,
            Conditions = [.. conditions.Select((condition, index) => ReadCondition(condition ?? new WirePricingCondition(), $"{path}.conditions.{index}", issues))],
            Prices = new Dictionary<string, decimal>(prices, StringComparer.Ordinal),
        };
    }

    private static PricingCondition ReadCondition(WirePricingCondition sent, string path, BodyIssues issues)
    {
        if (sent.Source is not null || sent.Key is not null)
        {
            if (sent.Values is null or { Count: 0 or > MaxValues } || sent.Values.Any(value => value is null))
            {
                issues.Add(ApiIssue.Custom($"A condition on a value has from 1 to {MaxValues} values.", path + ".values"));
            }

            return new PricingCondition
            {
                Source = issues.Word(sent.Source, Sources, path + ".source"),
                Key = issues.Text(sent.Key, path + ".key"),
                Operator = issues.Word(sent.Operator, ["in"], path + ".operator"),
                Values = [.. sent.Values?.OfType<string>() ?? []],
            };
        }

        var pattern = issues.Text(sent.UsageDetailPattern, path + ".usageDetailPattern", SafePattern.MaxLength);
        CheckPattern(pattern, path + ".usageDetailPattern", issues);
        if (sent.Value is null)
        {
            issues.Add(ApiIssue.InvalidType("number", "undefined", path + ".value"));
        }

        return new PricingCondition
        {
            UsageDetailPattern = pattern,
            Operator = issues.Word(sent.Operator, Operators, path + ".operator"),
            Value = sent.Value ?? 0,
            CaseSensitive = sent.CaseSensitive ?? false,
        };
    }

    private static void CheckPattern(string pattern, string name, BodyIssues issues)
    {
        try
        {
            SafePattern.Parse(pattern);
        }
        catch (ArgumentException exception)
        {
            issues.Add(ApiIssue.Custom(exception.Message, name));
        }
    }
}
