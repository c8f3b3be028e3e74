using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Observability.Model;

namespace Observability.Pricing.Models;

/// <summary>How one model of the built-in table is identified, and the order and names of its tiers.</summary>
/// <remarks>A model that the table spells in two ways is one: names are compared ignoring case. The ids depend only on provider and model, so they are the same in every process and release. Immutable.</remarks>
internal sealed class BuiltInModel
{
    public BuiltInModel(IReadOnlyList<ModelPrice> prices)
    {
        Id = "builtin-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{prices[0].Provider}\n{prices[0].Model}")).AsSpan(0, 12));
        Tiers = [.. prices
            .DistinctBy(price => (price.ServiceTier, price.AboveInputTokens))
            .OrderBy(price => IsDefault(price) ? 0 : 1)
            .ThenByDescending(price => price.AboveInputTokens ?? -1)
            .Select((price, index) => (price, new PriceLink(Id, $"{Id}_tier_{(index == 0 ? "default" : index.ToString(CultureInfo.InvariantCulture))}", NameOf(price))))];
    }

    public string Id { get; }

    /// <summary>The tiers, the default one first.</summary>
    public IReadOnlyList<(ModelPrice Price, PriceLink Link)> Tiers { get; }

    /// <summary>The link to one of its prices.</summary>
    public PriceLink LinkTo(ModelPrice price) => Tiers.First(tier => ReferenceEquals(tier.Price, price)).Link;

    private static bool IsDefault(ModelPrice price) => price.ServiceTier == ModelPrice.StandardTier && price.AboveInputTokens is null;

    private static string NameOf(ModelPrice price)
    {
        var tier = price.ServiceTier == ModelPrice.StandardTier ? "Standard" : price.ServiceTier;
        return price.AboveInputTokens is { } above ? string.Create(CultureInfo.InvariantCulture, $"{tier}, above {above} input tokens") : tier;
    }
}
