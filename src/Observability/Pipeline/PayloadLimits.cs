namespace Observability.Pipeline;

/// <summary>The bounds of one payload.</summary>
/// <param name="TextLength">The most characters of one text.</param>
/// <param name="Bytes">The most bytes of the whole.</param>
/// <param name="MediaBytes">The most bytes of one media object.</param>
internal readonly record struct PayloadLimits(int TextLength, int Bytes, int MediaBytes)
{
    /// <summary>The deepest nesting; readers accept twice as much.</summary>
    public const int Depth = 64;

    /// <summary>The most characters of a property's name.</summary>
    public const int NameLength = 1000;

    public static PayloadLimits Of(LlmObservabilityOptions options) => new(options.MaxTextLength, options.MaxPayloadBytes, options.MaxMediaBytes);
}
