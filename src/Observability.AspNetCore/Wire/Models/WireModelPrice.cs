namespace Observability.AspNetCore.Wire.Models;

/// <summary>A price.</summary>
/// <param name="Price">US dollars of one unit.</param>
internal sealed record WireModelPrice(decimal Price);
