using Observability.Model;

namespace Observability.Wire;

/// <summary>A cost as the wire spells it: USD by ledger entry, and the total.</summary>
internal static class CostDetails
{
    public static readonly IReadOnlyDictionary<string, decimal> None = new Dictionary<string, decimal>();

    public static IReadOnlyDictionary<string, decimal> Of(Cost? cost) =>
        cost is null ? None : new Dictionary<string, decimal>(cost.Entries, StringComparer.Ordinal) { [UsageKeys.Total] = cost.Total };

    /// <summary>The sum of the entries on one side, <c>input</c> or <c>output</c>; null when none is known.</summary>
    public static decimal? Side(Cost? cost, string side)
    {
        decimal? sum = null;
        foreach (var (key, amount) in cost?.Entries ?? None)
        {
            if (key.StartsWith(side, StringComparison.Ordinal))
            {
                sum = (sum ?? 0) + amount;
            }
        }

        return sum;
    }

    /// <summary>The price of one token of a plain entry, from what it came to; null when it was not computed from a price.</summary>
    public static decimal? UnitPrice(Cost? cost, IReadOnlyDictionary<string, long> usage, string key) =>
        cost is { Source: not CostSource.Provided }
        && cost.Entries.TryGetValue(key, out var amount)
        && usage.TryGetValue(key, out var tokens) && tokens > 0
            ? amount / tokens
            : null;
}
