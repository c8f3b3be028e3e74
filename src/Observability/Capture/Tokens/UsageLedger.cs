using Observability.Model;

namespace Observability.Capture.Tokens;

/// <summary>Collects token counts under any provider's names and normalises them: input ⊇ cached and cache writes, output ⊇ reasoning.</summary>
/// <remarks>Not thread-safe. Shared with the Semantic Kernel capture, whose connectors report by name.</remarks>
internal sealed class UsageLedger
{
    private readonly long?[] _counts = new long?[Enum.GetValues<LedgerEntry>().Length];
    private Dictionary<string, long>? _extra;
    private bool _cacheReadsAreBeside;
    private bool _cacheWritesAreBeside;
    private bool _reasoningIsBeside;

    /// <summary>True when the counts under Anthropic's names are known to be part of the input already, as its official client reports them.</summary>
    public bool InputIncludesCache { get; set; }

    public bool IsEmpty => _extra is null && Array.TrueForAll(_counts, count => count is null);

    /// <summary>Adds a count by its provider's name; an unknown name is kept as it came. The first count of an entry stays.</summary>
    public void Add(string name, long? value)
    {
        if (value is not { } count)
        {
            return;
        }

        if (!UsageNames.TryGet(name, out var entry))
        {
            (_extra ??= [])[name] = count;
        }
        else if (Set(entry, count))
        {
            _cacheReadsAreBeside |= entry == LedgerEntry.CachedInput && UsageNames.IsBesideInput(name);
            _cacheWritesAreBeside |= entry is LedgerEntry.CacheWrite or LedgerEntry.CacheWriteOneHour && UsageNames.IsBesideInput(name);
            _reasoningIsBeside |= UsageNames.IsBesideOutput(name);
        }
    }

    /// <summary>Sets an entry unless it has a count; says whether it did.</summary>
    public bool Set(LedgerEntry entry, long? value)
    {
        if (value is null || _counts[(int)entry] is not null)
        {
            return false;
        }

        _counts[(int)entry] = value;
        return true;
    }

    /// <summary>The normalised usage; null when nothing was added.</summary>
    public Usage? ToUsage()
    {
        if (IsEmpty)
        {
            return null;
        }

        var cached = this[LedgerEntry.CachedInput] ?? 0;
        var hour = this[LedgerEntry.CacheWriteOneHour];
        var writes = this[LedgerEntry.CacheWrite];
        if (writes >= hour)
        {
            // Anthropic's cache_creation_input_tokens is the sum of both lifetimes; the ledger keeps them apart.
            writes -= hour;
        }

        var allWrites = (writes ?? 0) + (hour ?? 0);
        var input = this[LedgerEntry.Input];
        if (cached + allWrites > input)
        {
            // More cache tokens than input: whatever the names say, they were counted beside it.
            input += cached + allWrites;
        }
        else if (!InputIncludesCache)
        {
            input += (_cacheReadsAreBeside ? cached : 0) + (_cacheWritesAreBeside ? allWrites : 0);
        }

        var output = this[LedgerEntry.Output];
        if (_reasoningIsBeside || this[LedgerEntry.Reasoning] > output)
        {
            output += this[LedgerEntry.Reasoning];
        }

        var total = this[LedgerEntry.Total];
        return new Usage
        {
            Input = input,
            Output = output,
            // Kept only where it says more than the sum: a total that left the cache out would contradict its own entries.
            Total = total is { } sum && sum > (input ?? 0) + (output ?? 0) ? total : null,
            CachedInput = this[LedgerEntry.CachedInput],
            CacheWrite = writes,
            CacheWriteOneHour = hour,
            Reasoning = this[LedgerEntry.Reasoning],
            InputAudio = this[LedgerEntry.InputAudio],
            OutputAudio = this[LedgerEntry.OutputAudio],
            InputImage = this[LedgerEntry.InputImage],
            OutputImage = this[LedgerEntry.OutputImage],
            Extra = _extra,
        };
    }

    private long? this[LedgerEntry entry] => _counts[(int)entry];
}
