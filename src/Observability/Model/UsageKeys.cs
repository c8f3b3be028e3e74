namespace Observability.Model;

/// <summary>The names of ledger entries in cost breakdowns, metrics and on the wire.</summary>
public static class UsageKeys
{
    /// <summary>Input tokens that are billed at the plain input price.</summary>
    public const string Input = "input";

    /// <summary>Output tokens that are billed at the plain output price.</summary>
    public const string Output = "output";

    /// <summary>Cached input.</summary>
    public const string CachedInput = "input_cached_tokens";

    /// <summary>Writes to the five-minute cache.</summary>
    public const string CacheWrite = "input_cache_creation";

    /// <summary>Writes to the one-hour cache.</summary>
    public const string CacheWriteOneHour = "input_cache_creation_1h";

    /// <summary>Reasoning output.</summary>
    public const string Reasoning = "output_reasoning_tokens";

    /// <summary>Audio input.</summary>
    public const string InputAudio = "input_audio_tokens";

    /// <summary>Audio output.</summary>
    public const string OutputAudio = "output_audio_tokens";

    /// <summary>Image input.</summary>
    public const string InputImage = "input_image_tokens";

    /// <summary>Image output.</summary>
    public const string OutputImage = "output_image_tokens";

    /// <summary>The sum of all.</summary>
    public const string Total = "total";
}
