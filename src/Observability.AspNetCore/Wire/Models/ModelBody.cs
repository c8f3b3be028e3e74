using System.Text.Json;

namespace Observability.AspNetCore.Wire.Models;

/// <summary>A model to define: with plain prices, or with pricing tiers.</summary>
internal sealed record ModelBody
{
    /// <summary>What it is called.</summary>
    public string? ModelName { get; init; }

    /// <summary>A regular expression over the names that calls give.</summary>
    public string? MatchPattern { get; init; }

    /// <summary>It holds for calls from this instant; for all unless given.</summary>
    public DateTimeOffset? StartDate { get; init; }

    /// <summary>CHARACTERS, TOKENS, MILLISECONDS, SECONDS, IMAGES or REQUESTS.</summary>
    public string? Unit { get; init; }

    /// <summary>US dollars of one unit of input.</summary>
    public decimal? InputPrice { get; init; }

    /// <summary>US dollars of one unit of output.</summary>
    public decimal? OutputPrice { get; init; }

    /// <summary>US dollars of one unit of anything; not beside the other two.</summary>
    public decimal? TotalPrice { get; init; }

    /// <summary>What it costs under which conditions; not beside plain prices.</summary>
    public IReadOnlyList<WirePricingTier?>? PricingTiers { get; init; }

    /// <summary>The tokenizer.</summary>
    public string? TokenizerId { get; init; }

    /// <summary>How the tokenizer is set up.</summary>
    public JsonElement TokenizerConfig { get; init; }
}
