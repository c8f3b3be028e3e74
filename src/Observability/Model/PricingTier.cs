namespace Observability.Model;

/// <summary>What a model costs when some conditions hold.</summary>
internal sealed record PricingTier
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public bool IsDefault { get; init; }

    /// <summary>The tiers are tried in this order, the smallest first; the default one last.</summary>
    public int Priority { get; init; }

    /// <summary>What must all hold; none for the default tier.</summary>
    public IReadOnlyList<PricingCondition> Conditions { get; init; } = [];

    /// <summary>US dollars of one unit, by ledger entry.</summary>
    public required IReadOnlyDictionary<string, decimal> Prices { get; init; }
}
