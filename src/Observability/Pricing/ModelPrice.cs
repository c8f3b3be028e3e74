namespace Observability.Pricing;

/// <summary>What a model costs, in US dollars per million tokens.</summary>
/// <remarks>
/// One record is one tariff: give several with the same model for service tiers and long contexts. What has no price of its own is billed
/// as what it is part of: cached input, cache writes, audio and image input as <see cref="Input"/>; one-hour cache writes as
/// <see cref="CacheWrite"/>; reasoning, audio and image output as <see cref="Output"/>.
/// </remarks>
public sealed record ModelPrice
{
    /// <summary>The service tier of requests that name none.</summary>
    public const string StandardTier = "default";

    /// <summary>The name of the model as the provider writes it; compared ignoring case. Dates and regions of the model used may be missing here.</summary>
    public required string Model { get; init; }

    /// <summary>The provider in the terms of <c>gen_ai.provider.name</c>, e.g. <c>openai</c>; null for any provider.</summary>
    public string? Provider { get; init; }

    /// <summary>The service tier, e.g. <c>priority</c>, <c>flex</c>, <c>batch</c>.</summary>
    /// <value><see cref="StandardTier"/>.</value>
    public string ServiceTier { get; init; } = StandardTier;

    /// <summary>The tariff holds for requests with more input tokens than this; the whole request is then billed by it.</summary>
    /// <value>null: for any length.</value>
    public long? AboveInputTokens { get; init; }

    /// <summary>Input.</summary>
    public decimal? Input { get; init; }

    /// <summary>Input read from the provider's cache.</summary>
    public decimal? CachedInput { get; init; }

    /// <summary>Input written to the five-minute cache.</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>Input written to the one-hour cache.</summary>
    public decimal? CacheWriteOneHour { get; init; }

    /// <summary>Output.</summary>
    public decimal? Output { get; init; }

    /// <summary>Output spent on reasoning.</summary>
    public decimal? Reasoning { get; init; }

    /// <summary>Audio input.</summary>
    public decimal? InputAudio { get; init; }

    /// <summary>Audio output.</summary>
    public decimal? OutputAudio { get; init; }

    /// <summary>Image input.</summary>
    public decimal? InputImage { get; init; }

    /// <summary>Image output.</summary>
    public decimal? OutputImage { get; init; }
}
