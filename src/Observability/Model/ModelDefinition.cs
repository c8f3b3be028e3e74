namespace Observability.Model;

/// <summary>A model that a project defined: which names it has and what it costs.</summary>
internal sealed record ModelDefinition
{
    public required string Id { get; init; }

    /// <summary>What it is called; the names it is found by are those that <see cref="MatchPattern"/> matches.</summary>
    public required string ModelName { get; init; }

    /// <summary>A regular expression over the names of models as calls give them.</summary>
    public required string MatchPattern { get; init; }

    /// <summary>It holds for calls from this instant; null for all.</summary>
    public DateTimeOffset? StartDate { get; init; }

    /// <summary>What is counted, e.g. <c>TOKENS</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>What it costs; exactly one tier is the default.</summary>
    public required IReadOnlyList<PricingTier> Tiers { get; init; }

    public string? TokenizerId { get; init; }

    public Payload? TokenizerConfig { get; init; }

    /// <summary>The provider that sells it, for models of the built-in table.</summary>
    public string? Provider { get; init; }

    /// <summary>Whether it is of the built-in table, which cannot be changed.</summary>
    public bool IsBuiltIn { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The tier of calls that meet the conditions of no other.</summary>
    public PricingTier DefaultTier => Tiers.First(tier => tier.IsDefault);
}
