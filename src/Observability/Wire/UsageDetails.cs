using Observability.Model;

namespace Observability.Wire;

/// <summary>A usage ledger as the wire spells it: entries that exclude each other, and their total.</summary>
internal static class UsageDetails
{
    /// <summary>How the names of parts of the input begin, those this ledger does not know among them.</summary>
    public const string InputPrefix = "input_";

    /// <summary>How the names of parts of the output begin.</summary>
    public const string OutputPrefix = "output_";

    public static readonly IReadOnlyDictionary<string, long> None = new Dictionary<string, long>();

    public static IReadOnlyDictionary<string, long> Of(Usage? usage)
    {
        if (usage is null)
        {
            return None;
        }

        var details = new Dictionary<string, long>(StringComparer.Ordinal);
        var input = Part(usage.CachedInput) + Part(usage.CacheWrite) + Part(usage.CacheWriteOneHour) + Part(usage.InputAudio) + Part(usage.InputImage) + Extra(usage, InputPrefix);
        var output = Part(usage.Reasoning) + Part(usage.OutputAudio) + Part(usage.OutputImage) + Extra(usage, OutputPrefix);
        Add(details, UsageKeys.Input, Rest(usage.Input, input));
        Add(details, UsageKeys.CachedInput, usage.CachedInput);
        Add(details, UsageKeys.CacheWrite, usage.CacheWrite);
        Add(details, UsageKeys.CacheWriteOneHour, usage.CacheWriteOneHour);
        Add(details, UsageKeys.InputAudio, usage.InputAudio);
        Add(details, UsageKeys.InputImage, usage.InputImage);
        Add(details, UsageKeys.Output, Rest(usage.Output, output));
        Add(details, UsageKeys.Reasoning, usage.Reasoning);
        Add(details, UsageKeys.OutputAudio, usage.OutputAudio);
        Add(details, UsageKeys.OutputImage, usage.OutputImage);
        foreach (var (key, count) in usage.Extra ?? None)
        {
            details.TryAdd(key, count);
        }

        details[UsageKeys.Total] = usage.TotalTokens;
        return details;
    }

    private static long Part(long? count) => count ?? 0;

    private static long Extra(Usage usage, string prefix) =>
        usage.Extra is { } extra ? extra.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)).Sum(entry => entry.Value) : 0;

    // A provider whose parts exceed its whole is not ours to correct; a negative count would be.
    private static long? Rest(long? whole, long parts) => whole is { } count ? Math.Max(0, count - parts) : null;

    private static void Add(Dictionary<string, long> details, string key, long? count)
    {
        if (count is { } value)
        {
            details[key] = value;
        }
    }
}
