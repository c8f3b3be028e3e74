namespace Observability.Model;

/// <summary>The price that a cost was computed with: a model of the price list, and the tier of it that applied.</summary>
/// <param name="ModelId">The id of the model, as <c>GET /api/public/models</c> shows it.</param>
/// <param name="TierId">The id of the tier.</param>
/// <param name="TierName">The name of the tier when the cost was computed, e.g. <c>Standard</c>.</param>
public sealed record PriceLink(string ModelId, string TierId, string TierName);
