using System.Text.Json.Serialization;

namespace Observability.AspNetCore.Wire.Models;

/// <summary>A model and what it costs.</summary>
internal sealed record WireModel
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>When it was defined.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What it is called.</summary>
    public required string ModelName { get; init; }

    /// <summary>A regular expression over the names that calls give.</summary>
    public required string MatchPattern { get; init; }

    /// <summary>It holds for calls from this instant.</summary>
    public DateTimeOffset? StartDate { get; init; }

    /// <summary>The tokenizer.</summary>
    public string? TokenizerId { get; init; }

    /// <summary>How the tokenizer is set up.</summary>
    public JsonPayload TokenizerConfig { get; init; }

    /// <summary>CHARACTERS, TOKENS, MILLISECONDS, SECONDS, IMAGES or REQUESTS.</summary>
    public string? Unit { get; init; }

    /// <summary>US dollars of one unit of input.</summary>
    public decimal? InputPrice { get; init; }

    /// <summary>US dollars of one unit of output.</summary>
    public decimal? OutputPrice { get; init; }

    /// <summary>US dollars of one unit of anything.</summary>
    public decimal? TotalPrice { get; init; }

    /// <summary>The prices of the default tier by usage entry.</summary>
    public required IReadOnlyDictionary<string, WireModelPrice> Prices { get; init; }

    /// <summary>Whether it is of the built-in price table, which cannot be changed.</summary>
    public required bool IsLangfuseManaged { get; init; }

    /// <summary>What it costs under which conditions.</summary>
    public required IReadOnlyList<WirePricingTier> PricingTiers { get; init; }

    /// <summary>Ours: the provider that sells it, for models of the built-in table.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Provider { get; init; }
}
