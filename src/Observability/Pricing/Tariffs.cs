using Observability.Model;
using Observability.Pricing.Models;

namespace Observability.Pricing;

/// <summary>All tariffs of one model at one provider.</summary>
/// <param name="prices">One for each service tier and length.</param>
/// <param name="isBuiltIn">Whether they are of the built-in table, whose models have ids.</param>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class Tariffs(IReadOnlyList<ModelPrice> prices, bool isBuiltIn = false)
{
    private BuiltInModel? _model;

    /// <summary>A model that runs on the user's own machine or is documented as free: every token costs zero.</summary>
    public static Tariffs Free { get; } = new([new ModelPrice { Model = "*", Input = 0, Output = 0 }]);

    public IReadOnlyList<ModelPrice> Prices => prices;

    /// <summary>
    /// The tariff of a request: of its service tier, or the standard one when the model has none for it; within the tier the one with the
    /// highest threshold that the input passes. Null when none applies.
    /// </summary>
    public ModelPrice? Select(string? serviceTier, long inputTokens) =>
        SelectWithin(serviceTier ?? ModelPrice.StandardTier, inputTokens) ?? SelectWithin(ModelPrice.StandardTier, inputTokens);

    /// <summary>Where the price list shows one of these prices; null when they are on none.</summary>
    public PriceLink? LinkTo(ModelPrice price) => isBuiltIn ? (_model ??= new BuiltInModel(prices)).LinkTo(price) : null;

    private ModelPrice? SelectWithin(string serviceTier, long inputTokens)
    {
        ModelPrice? selected = null;
        foreach (var price in prices)
        {
            if (price.ServiceTier.Equals(serviceTier, StringComparison.OrdinalIgnoreCase)
                && inputTokens > (price.AboveInputTokens ?? -1)
                && (selected is null || (price.AboveInputTokens ?? -1) > (selected.AboveInputTokens ?? -1)))
            {
                selected = price;
            }
        }

        return selected;
    }
}
