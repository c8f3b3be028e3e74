using System.Text.Json.Serialization;

namespace Observability.AspNetCore.Wire.Models;

/// <summary>What a model costs when some conditions hold.</summary>
internal sealed record WirePricingTier
{
    /// <summary>Its id; made up.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it is the one when no other applies.</summary>
    public bool? IsDefault { get; init; }

    /// <summary>The tiers are tried in this order, the smallest first; 0 for the default one.</summary>
    public int? Priority { get; init; }

    /// <summary>What must all hold; none for the default one.</summary>
    public IReadOnlyList<WirePricingCondition?>? Conditions { get; init; }

    /// <summary>US dollars of one unit, by usage entry, e.g. input.</summary>
    public IReadOnlyDictionary<string, decimal>? Prices { get; init; }
}
