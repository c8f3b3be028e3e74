namespace Observability.Model;

/// <summary>What one model call cost, in US dollars.</summary>
/// <remarks>An unknown price is no <see cref="Cost"/> at all, never a cost of zero.</remarks>
public sealed record Cost
{
    /// <summary>The whole cost in USD.</summary>
    public required decimal Total { get; init; }

    /// <summary>The cost in USD of each ledger entry, by <see cref="UsageKeys"/>; empty when only a total was provided.</summary>
    public IReadOnlyDictionary<string, decimal> Entries { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Where the figure comes from.</summary>
    public CostSource Source { get; init; }

    /// <summary>The price it was computed with; null for one that was provided, and for prices that are on no list.</summary>
    public PriceLink? Price { get; init; }
}
