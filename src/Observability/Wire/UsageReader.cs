using System.Globalization;
using System.Text.Json;
using Observability.Capture.Tokens;
using Observability.Model;

namespace Observability.Wire;

/// <summary>Reads token counts as clients provide them into the ledger.</summary>
/// <remarks>
/// Two kinds of maps are in the field. Where the keys are <c>input</c> and <c>output</c>, entries exclude each other (<c>input</c> is what is left after
/// <c>input_cached_tokens</c>). Under every provider's own names (<c>prompt_tokens</c> with <c>prompt_tokens_details</c>, <c>input_tokens</c>, …) the
/// provider's rules hold, mostly that details are part of the whole. What is no count, negative or beyond <see cref="MaxCount"/> is left out.
/// Never throws for what it reads.
/// </remarks>
internal static class UsageReader
{
    /// <summary>The most entries that are read.</summary>
    public const int MaxEntries = 100;

    /// <summary>The largest count that is believed.</summary>
    public const long MaxCount = 1_000_000_000_000;

    // Part of cache_creation_input_tokens, which stands beside it.
    private const string FiveMinuteWrites = "ephemeral_5m_input_tokens";

    /// <summary>Reads <c>usageDetails</c>: a map of counts, or usage in the shape of OpenAI or another provider; null when it holds no count.</summary>
    public static Usage? Read(JsonElement details) => details.ValueKind == JsonValueKind.Object ? Read(Flatten(details)) : null;

    /// <summary>Reads counts by name, as <see cref="Read(JsonElement)"/> does.</summary>
    public static Usage? Read(IReadOnlyList<KeyValuePair<string, long>> counts) =>
        counts.Any(count => count.Key is UsageKeys.Input or UsageKeys.Output) ? ReadExclusive(counts) : ReadProvider(counts);

    /// <summary>Reads the older <c>usage</c> object: <c>{input, output, total, unit}</c> or <c>{promptTokens, completionTokens, totalTokens}</c>; null when it holds no count.</summary>
    /// <remarks>Counts of another unit than tokens are kept under the unit's name, where no price reaches them.</remarks>
    public static Usage? ReadUsage(JsonElement usage)
    {
        if (usage.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var counts = Flatten(usage);
        counts.RemoveAll(count => count.Key is "inputCost" or "outputCost" or "totalCost");
        var unit = usage.TryGetProperty("unit", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString()!.ToLowerInvariant() : "tokens";
        return unit is "tokens" or "" || unit.Length > MetadataLimits.MaxKeyLength
            ? Read(counts)
            : ReadProvider([.. counts.Select(count => KeyValuePair.Create(count.Key == UsageKeys.Total ? unit : $"{unit}_{count.Key}", count.Value))]);
    }

    /// <summary>One count that is a whole number or its text; null when it is none.</summary>
    public static long? Count(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var count) => Valid(count),
        JsonValueKind.Number when value.TryGetDouble(out var count) && count == Math.Floor(count) && Math.Abs(count) <= MaxCount => Valid((long)count),
        JsonValueKind.String when long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) => Valid(count),
        _ => null,
    };

    private static List<KeyValuePair<string, long>> Flatten(JsonElement details)
    {
        List<KeyValuePair<string, long>> counts = [];
        foreach (var property in details.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Object)
            {
                Add(counts, property.Name, property.Value);
                continue;
            }

            foreach (var detail in property.Value.EnumerateObject())
            {
                if (!detail.NameEquals(FiveMinuteWrites))
                {
                    Add(counts, DetailName(property.Name, detail.Name), detail.Value);
                }
            }
        }

        return counts;
    }

    private static void Add(List<KeyValuePair<string, long>> counts, string name, JsonElement value)
    {
        if (counts.Count < MaxEntries && name.Length <= MetadataLimits.MaxKeyLength && Count(value) is { } count)
        {
            counts.Add(new(name, count));
        }
    }

    private static string DetailName(string group, string name)
    {
        var full = $"{group}_{name}";
        if (UsageNames.TryGet(full, out _) || !group.EndsWith("details", StringComparison.OrdinalIgnoreCase))
        {
            return full;
        }

        return group.StartsWith("completion", StringComparison.OrdinalIgnoreCase) || group.StartsWith("output", StringComparison.OrdinalIgnoreCase)
            ? UsageDetails.OutputPrefix + name
            : UsageDetails.InputPrefix + name;
    }

    private static Usage? ReadProvider(IReadOnlyList<KeyValuePair<string, long>> counts)
    {
        var ledger = new UsageLedger();
        foreach (var (name, count) in counts)
        {
            ledger.Add(name == UsageKeys.Total ? "total_tokens" : name, count);
        }

        var usage = ledger.ToUsage();
        return usage is { Extra: { } extra } ? usage with { Total = usage.Total ?? TotalWith(usage, extra) } : usage;
    }

    private static Usage? ReadExclusive(IReadOnlyList<KeyValuePair<string, long>> counts)
    {
        var parts = new long?[Enum.GetValues<LedgerEntry>().Length];
        Dictionary<string, long>? extra = null;
        foreach (var (name, count) in counts)
        {
            var entry = EntryOf(name);
            if (entry is { } known && parts[(int)known] is null)
            {
                parts[(int)known] = count;
            }
            else
            {
                (extra ??= new(StringComparer.Ordinal))[name] = count;
            }
        }

        long? Part(LedgerEntry entry) => parts[(int)entry];
        var usage = new Usage
        {
            Input = Sum(Part(LedgerEntry.Input), Part(LedgerEntry.CachedInput), Part(LedgerEntry.CacheWrite), Part(LedgerEntry.CacheWriteOneHour), Part(LedgerEntry.InputAudio), Part(LedgerEntry.InputImage), SumOf(extra, UsageDetails.InputPrefix)),
            Output = Sum(Part(LedgerEntry.Output), Part(LedgerEntry.Reasoning), Part(LedgerEntry.OutputAudio), Part(LedgerEntry.OutputImage), SumOf(extra, UsageDetails.OutputPrefix)),
            CachedInput = Part(LedgerEntry.CachedInput),
            CacheWrite = Part(LedgerEntry.CacheWrite),
            CacheWriteOneHour = Part(LedgerEntry.CacheWriteOneHour),
            Reasoning = Part(LedgerEntry.Reasoning),
            InputAudio = Part(LedgerEntry.InputAudio),
            OutputAudio = Part(LedgerEntry.OutputAudio),
            InputImage = Part(LedgerEntry.InputImage),
            OutputImage = Part(LedgerEntry.OutputImage),
            Extra = extra,
        };
        var total = Part(LedgerEntry.Total) ?? TotalWith(usage, extra);
        return usage with { Total = total == usage.TotalTokens ? null : total };
    }

    private static LedgerEntry? EntryOf(string name) => name switch
    {
        UsageKeys.Input => LedgerEntry.Input,
        UsageKeys.Output => LedgerEntry.Output,
        UsageKeys.Total => LedgerEntry.Total,
        _ => UsageNames.TryGet(name, out var entry) && entry is not (LedgerEntry.Input or LedgerEntry.Output) ? entry : null,
    };

    /// <summary>The total where counts stand beside input and output; null where they do not.</summary>
    private static long? TotalWith(Usage usage, IReadOnlyDictionary<string, long>? extra)
    {
        var beside = extra?.Where(count => !IsPart(count.Key)).Sum(count => count.Value) ?? 0;
        return beside == 0 ? null : usage.TotalTokens + beside;
    }

    private static bool IsPart(string name) =>
        name.StartsWith(UsageDetails.InputPrefix, StringComparison.Ordinal) || name.StartsWith(UsageDetails.OutputPrefix, StringComparison.Ordinal);

    private static long? SumOf(Dictionary<string, long>? extra, string prefix) =>
        extra is null ? null : Sum([.. extra.Where(count => count.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(count => (long?)count.Value)]);

    private static long? Sum(params ReadOnlySpan<long?> parts)
    {
        long? sum = null;
        foreach (var part in parts)
        {
            sum = part is { } count ? (sum ?? 0) + count : sum;
        }

        return sum;
    }

    private static long? Valid(long count) => count is >= 0 and <= MaxCount ? count : null;
}
