using System.Globalization;
using System.Text.Json;
using Observability.Model;

namespace Observability.Wire;

/// <summary>Reads a cost as clients provide it: USD by ledger entry, and the total.</summary>
/// <remarks>What is no amount, negative or beyond <see cref="MaxAmount"/> is left out. Never throws for what it reads.</remarks>
internal static class CostReader
{
    /// <summary>The most entries that are kept.</summary>
    public const int MaxEntries = UsageReader.MaxEntries;

    /// <summary>The most dollars that one entry may come to.</summary>
    public const decimal MaxAmount = 1_000_000_000m;

    /// <summary>Reads <c>costDetails</c>; null when it holds no amount. A missing total is the sum of the others.</summary>
    public static Cost? Read(JsonElement details)
    {
        if (details.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        decimal? total = null;
        Dictionary<string, decimal> entries = new(StringComparer.Ordinal);
        foreach (var property in details.EnumerateObject())
        {
            if (Amount(property.Value) is not { } amount)
            {
                continue;
            }

            if (property.NameEquals(UsageKeys.Total))
            {
                total = amount;
            }
            else if (entries.Count < MaxEntries && property.Name.Length <= MetadataLimits.MaxKeyLength)
            {
                entries[property.Name] = amount;
            }
        }

        return Of(total, entries);
    }

    /// <summary>Reads the costs in the older <c>usage</c> object: <c>inputCost, outputCost, totalCost</c>; null when it holds none.</summary>
    public static Cost? ReadUsage(JsonElement usage)
    {
        if (usage.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        Dictionary<string, decimal> entries = new(StringComparer.Ordinal);
        Add(entries, UsageKeys.Input, usage, "inputCost");
        Add(entries, UsageKeys.Output, usage, "outputCost");
        return Of(usage.TryGetProperty("totalCost", out var total) ? Amount(total) : null, entries);
    }

    /// <summary>Reads one amount that is a number or its text; null when it is none.</summary>
    public static decimal? Amount(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDecimal(out var amount) => Valid(amount),
        JsonValueKind.String when decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) => Valid(amount),
        _ => null,
    };

    /// <summary>A provided cost; null when nothing is known of it.</summary>
    public static Cost? Of(decimal? total, IReadOnlyDictionary<string, decimal> entries) => total is null && entries.Count == 0
        ? null
        : new Cost { Total = total ?? entries.Values.Sum(), Entries = entries, Source = CostSource.Provided };

    private static decimal? Valid(decimal amount) => amount is >= 0 and <= MaxAmount ? amount : null;

    private static void Add(Dictionary<string, decimal> entries, string key, JsonElement usage, string name)
    {
        if (usage.TryGetProperty(name, out var value) && Amount(value) is { } amount)
        {
            entries[key] = amount;
        }
    }
}
