namespace Observability.Model;

/// <summary>The normalised token ledger of one model call.</summary>
/// <remarks>
/// All values are token counts unless a key of <see cref="Extra"/> says otherwise. <see cref="Input"/> includes cached,
/// cache-write, audio and image input; <see cref="Output"/> includes reasoning, audio and image output. Null means the
/// provider did not say; zero means it said zero.
/// </remarks>
public sealed record Usage
{
    /// <summary>All input tokens.</summary>
    public long? Input { get; init; }

    /// <summary>All output tokens.</summary>
    public long? Output { get; init; }

    /// <summary>The provider's own total where it differs from input + output.</summary>
    public long? Total { get; init; }

    /// <summary>Input tokens read from the provider's cache; part of <see cref="Input"/>.</summary>
    public long? CachedInput { get; init; }

    /// <summary>Input tokens written to the provider's short-lived cache (five minutes); part of <see cref="Input"/>.</summary>
    public long? CacheWrite { get; init; }

    /// <summary>Input tokens written to the provider's one-hour cache; part of <see cref="Input"/>.</summary>
    public long? CacheWriteOneHour { get; init; }

    /// <summary>Output tokens spent on reasoning; part of <see cref="Output"/>.</summary>
    public long? Reasoning { get; init; }

    /// <summary>Input tokens that encode audio; part of <see cref="Input"/>.</summary>
    public long? InputAudio { get; init; }

    /// <summary>Output tokens that encode audio; part of <see cref="Output"/>.</summary>
    public long? OutputAudio { get; init; }

    /// <summary>Input tokens that encode images; part of <see cref="Input"/>.</summary>
    public long? InputImage { get; init; }

    /// <summary>Output tokens that encode images; part of <see cref="Output"/>.</summary>
    public long? OutputImage { get; init; }

    /// <summary>Counts under names this ledger does not know, kept as they came.</summary>
    public IReadOnlyDictionary<string, long>? Extra { get; init; }

    /// <summary>True when the tokens were counted here because the provider sent none.</summary>
    public bool IsEstimated { get; init; }

    /// <summary><see cref="Total"/>, or input + output when the provider gave no total.</summary>
    public long TotalTokens => Total ?? (Input ?? 0) + (Output ?? 0);
}
