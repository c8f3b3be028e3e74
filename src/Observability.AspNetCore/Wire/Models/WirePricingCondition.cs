using System.Text.Json.Serialization;

namespace Observability.AspNetCore.Wire.Models;

/// <summary>When a tier applies: usageDetailPattern, operator and value, or source, key and values.</summary>
internal sealed record WirePricingCondition
{
    /// <summary>A regular expression over the usage entries that are summed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UsageDetailPattern { get; init; }

    /// <summary>gt, gte, lt, lte, eq, neq; in for a condition on a value.</summary>
    public string? Operator { get; init; }

    /// <summary>What the sum is compared with.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Value { get; init; }

    /// <summary>Whether the pattern tells upper from lower case; false unless given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? CaseSensitive { get; init; }

    /// <summary>model_parameters or metadata.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Source { get; init; }

    /// <summary>The name of the value.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    /// <summary>What the value may be.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string?>? Values { get; init; }
}
