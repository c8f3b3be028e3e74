using Observability.AspNetCore.Http;

namespace Observability.AspNetCore.Otlp;

/// <summary>The bounds of one OTLP request. What is over is refused or cut, and said so; nothing else of the request is lost by it.</summary>
internal static class OtlpLimits
{
    /// <summary>The most bytes of a body as it is sent; more is refused with 413.</summary>
    public const int MaxBodyBytes = 16 * 1024 * 1024;

    /// <summary>The most bytes of a body after decompression; more is refused with 413.</summary>
    public const int MaxDecompressedBytes = 32 * 1024 * 1024;

    /// <summary>How many times its size a body may grow by decompression; more is refused with 413. Long conversations repeat themselves.</summary>
    public const int MaxDecompressionRatio = 200;

    /// <summary>The three above together.</summary>
    public static readonly BodyLimits Body = new(MaxBodyBytes, MaxDecompressedBytes, MaxDecompressionRatio);

    /// <summary>The most spans of a request; the others are rejected and counted in the answer.</summary>
    public const int MaxSpans = 20_000;

    /// <summary>The most values (attributes, items of lists and maps) of a request; spans beyond are rejected and counted in the answer.</summary>
    public const int MaxValues = 1_000_000;

    /// <summary>The most attributes of a span, event, scope or resource; the others are dropped and counted in the metadata.</summary>
    public const int MaxAttributes = 4_096;

    /// <summary>The most characters of an attribute's name; a longer one is cut.</summary>
    public const int MaxNameLength = 1_000;

    /// <summary>The most bytes of one value; a longer text is cut with a marker.</summary>
    public const int MaxValueBytes = 8 * 1024 * 1024;

    /// <summary>How deep lists and maps of a value may nest; a marker stands in the place of what is deeper.</summary>
    public const int MaxDepth = 32;

    /// <summary>The most items of one list or map; the others are dropped.</summary>
    public const int MaxItems = 10_000;

    /// <summary>The most events of a span; the others are dropped and counted in the metadata.</summary>
    public const int MaxEvents = 1_000;

    /// <summary>The largest index in attributes that spell a list out (<c>gen_ai.prompt.7.content</c>); attributes beyond are dropped.</summary>
    public const int MaxIndex = 9_999;

    /// <summary>The most steps in the name of such an attribute.</summary>
    public const int MaxPathSteps = 16;

    /// <summary>The most bytes of the resource or the scope that the metadata of every span of it repeats; a marker stands in place of a larger one.</summary>
    public const int MaxOriginBytes = 16 * 1024;

    /// <summary>The most spans that are written together.</summary>
    public const int MaxBatchSpans = 1_000;

    /// <summary>The most bytes of payloads that are written together, but for one span that has more.</summary>
    public const int MaxBatchBytes = 8 * 1024 * 1024;
}
