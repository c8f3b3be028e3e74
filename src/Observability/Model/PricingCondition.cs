namespace Observability.Model;

/// <summary>When a tier applies: a sum of usage compares with a number, or a value of the call is one of some.</summary>
internal sealed record PricingCondition
{
    /// <summary>A regular expression over the ledger entries that are summed; null for a condition on a value.</summary>
    public string? UsageDetailPattern { get; init; }

    /// <summary><c>gt, gte, lt, lte, eq, neq</c>, or <c>in</c> for a condition on a value.</summary>
    public required string Operator { get; init; }

    public decimal Value { get; init; }

    public bool CaseSensitive { get; init; }

    /// <summary>Where the value is: <c>model_parameters</c> or <c>metadata</c>.</summary>
    public string? Source { get; init; }

    public string? Key { get; init; }

    public IReadOnlyList<string>? Values { get; init; }
}
