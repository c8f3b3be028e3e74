using System.Collections.Frozen;

namespace Observability.Capture.Tokens;

/// <summary>Every known name of a token count, of OpenAI, Anthropic, Mistral, Google, Bedrock, DeepSeek, Hugging Face and their .NET clients.</summary>
/// <remarks>Names are compared by letters and digits only, so <c>cache_read_input_tokens</c> and <c>CacheReadInputTokens</c> are one.</remarks>
internal static class UsageNames
{
    private static readonly FrozenDictionary<string, LedgerEntry> Entries = new Dictionary<string, LedgerEntry>(StringComparer.OrdinalIgnoreCase)
    {
        ["inputtokens"] = LedgerEntry.Input,
        ["inputtokencount"] = LedgerEntry.Input,
        ["prompttokens"] = LedgerEntry.Input,
        ["prompttokencount"] = LedgerEntry.Input,
        ["usageprompttokens"] = LedgerEntry.Input,
        ["outputtokens"] = LedgerEntry.Output,
        ["outputtokencount"] = LedgerEntry.Output,
        ["completiontokens"] = LedgerEntry.Output,
        ["completiontokencount"] = LedgerEntry.Output,
        ["usagecompletiontokens"] = LedgerEntry.Output,
        ["candidatestokencount"] = LedgerEntry.Output,
        ["currentcandidatetokencount"] = LedgerEntry.Output,
        ["totaltokens"] = LedgerEntry.Total,
        ["totaltokencount"] = LedgerEntry.Total,
        ["cachedtokens"] = LedgerEntry.CachedInput,
        ["cachedtokencount"] = LedgerEntry.CachedInput,
        ["cachedinputtokens"] = LedgerEntry.CachedInput,
        ["cachedinputtokencount"] = LedgerEntry.CachedInput,
        ["cachedcontenttokencount"] = LedgerEntry.CachedInput,
        ["inputcachedtokens"] = LedgerEntry.CachedInput,
        ["inputtokendetailscachedtokencount"] = LedgerEntry.CachedInput,
        ["inputtokensdetailscachedtokens"] = LedgerEntry.CachedInput,
        ["prompttokensdetailscachedtokens"] = LedgerEntry.CachedInput,
        ["promptcachehittokens"] = LedgerEntry.CachedInput,
        ["cachereadinputtokens"] = LedgerEntry.CachedInput,
        ["cachereadinputtokencount"] = LedgerEntry.CachedInput,
        ["cachereadtokens"] = LedgerEntry.CachedInput,
        ["inputcacheread"] = LedgerEntry.CachedInput,
        ["cachecreationinputtokens"] = LedgerEntry.CacheWrite,
        ["cachecreationinputtokencount"] = LedgerEntry.CacheWrite,
        ["cachecreationtokens"] = LedgerEntry.CacheWrite,
        ["cachewriteinputtokens"] = LedgerEntry.CacheWrite,
        ["cachewriteinputtokencount"] = LedgerEntry.CacheWrite,
        ["cachewritetokens"] = LedgerEntry.CacheWrite,
        ["inputcachecreation"] = LedgerEntry.CacheWrite,
        ["ephemeral1hinputtokens"] = LedgerEntry.CacheWriteOneHour,
        ["cachecreationephemeral1hinputtokens"] = LedgerEntry.CacheWriteOneHour,
        ["inputcachecreation1h"] = LedgerEntry.CacheWriteOneHour,
        ["reasoningtokens"] = LedgerEntry.Reasoning,
        ["reasoningtokencount"] = LedgerEntry.Reasoning,
        ["outputreasoning"] = LedgerEntry.Reasoning,
        ["outputreasoningtokens"] = LedgerEntry.Reasoning,
        ["outputtokendetailsreasoningtokencount"] = LedgerEntry.Reasoning,
        ["outputtokensdetailsreasoningtokens"] = LedgerEntry.Reasoning,
        ["completiontokensdetailsreasoningtokens"] = LedgerEntry.Reasoning,
        ["thoughtstokencount"] = LedgerEntry.Reasoning,
        ["inputaudio"] = LedgerEntry.InputAudio,
        ["inputaudiotokens"] = LedgerEntry.InputAudio,
        ["inputaudiotokencount"] = LedgerEntry.InputAudio,
        ["inputtokendetailsaudiotokencount"] = LedgerEntry.InputAudio,
        ["inputtokensdetailsaudiotokens"] = LedgerEntry.InputAudio,
        ["prompttokensdetailsaudiotokens"] = LedgerEntry.InputAudio,
        ["outputaudio"] = LedgerEntry.OutputAudio,
        ["outputaudiotokens"] = LedgerEntry.OutputAudio,
        ["outputaudiotokencount"] = LedgerEntry.OutputAudio,
        ["outputtokendetailsaudiotokencount"] = LedgerEntry.OutputAudio,
        ["outputtokensdetailsaudiotokens"] = LedgerEntry.OutputAudio,
        ["completiontokensdetailsaudiotokens"] = LedgerEntry.OutputAudio,
        ["inputimage"] = LedgerEntry.InputImage,
        ["inputimagetokens"] = LedgerEntry.InputImage,
        ["inputtokendetailsimagetokencount"] = LedgerEntry.InputImage,
        ["inputtokensdetailsimagetokens"] = LedgerEntry.InputImage,
        ["inputtokendetailsimagetokens"] = LedgerEntry.InputImage,
        ["outputimage"] = LedgerEntry.OutputImage,
        ["outputimagetokens"] = LedgerEntry.OutputImage,
        ["outputtokensdetailsimagetokens"] = LedgerEntry.OutputImage,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // Anthropic and Bedrock count cached and cache-write tokens beside the input, not in it.
    private static readonly FrozenSet<string> BesideInput = new[]
    {
        "cachereadinputtokens", "cachereadinputtokencount", "cachecreationinputtokens", "cachecreationinputtokencount",
        "cachewriteinputtokens", "cachewriteinputtokencount", "cachecreationephemeral1hinputtokens", "ephemeral1hinputtokens",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds what a name stands for.</summary>
    public static bool TryGet(string name, out LedgerEntry entry) => Entries.TryGetValue(Letters(name), out entry);

    /// <summary>Whether a provider that uses this name counts it beside its input.</summary>
    public static bool IsBesideInput(string name) => BesideInput.Contains(Letters(name));

    /// <summary>Whether a provider that uses this name counts it beside its output (Google's thoughts).</summary>
    public static bool IsBesideOutput(string name) => Letters(name).Equals("thoughtstokencount", StringComparison.OrdinalIgnoreCase);

    private static string Letters(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                return string.Concat(name.Where(char.IsAsciiLetterOrDigit));
            }
        }

        return name;
    }
}
