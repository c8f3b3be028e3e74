using Microsoft.Extensions.AI;
using Observability.Model;

namespace Observability.Capture.Tokens;

/// <summary>Maps Microsoft.Extensions.AI's usage to the ledger.</summary>
internal static class UsageDetailsMapping
{
    /// <summary>Maps <paramref name="details"/>; null when it says nothing.</summary>
    /// <remarks>
    /// Cache-write tokens, billed at 1.25x or 2x, have no property: they are read from <see cref="UsageDetails.AdditionalCounts"/> under every known
    /// name, and from <paramref name="raw"/>, the provider's own answer, where the client left them out.
    /// </remarks>
    public static Usage? ToUsage(this UsageDetails? details, object? raw = null) =>
        details is null ? null : ToUsage(details, details.AdditionalCounts ?? Enumerable.Empty<KeyValuePair<string, long>>(), raw);

    /// <summary>Maps <paramref name="details"/> with counts kept apart from it.</summary>
    public static Usage? ToUsage(UsageDetails details, IEnumerable<KeyValuePair<string, long>> additional, object? raw)
    {
        var ledger = new UsageLedger
        {
            // The property means "part of the input" by contract; a client that fills it (Anthropic's own) has added the writes too.
            InputIncludesCache = details.CachedInputTokenCount is not null,
        };
        ledger.Set(LedgerEntry.Input, details.InputTokenCount);
        ledger.Set(LedgerEntry.Output, details.OutputTokenCount);
        ledger.Set(LedgerEntry.Total, details.TotalTokenCount);
        ledger.Set(LedgerEntry.CachedInput, details.CachedInputTokenCount);
        ledger.Set(LedgerEntry.Reasoning, details.ReasoningTokenCount);
        ledger.Set(LedgerEntry.InputAudio, details.InputAudioTokenCount);
        ledger.Set(LedgerEntry.OutputAudio, details.OutputAudioTokenCount);
        foreach (var (name, count) in additional)
        {
            ledger.Add(name, count);
        }

        RawUsage.AddCacheWrites(ledger, raw);
        return ledger.ToUsage();
    }
}
