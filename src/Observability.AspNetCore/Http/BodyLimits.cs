namespace Observability.AspNetCore.Http;

/// <summary>How large the body of a request may be.</summary>
/// <param name="MaxBytes">The most bytes as it is sent.</param>
/// <param name="MaxDecompressedBytes">The most bytes when it is open.</param>
/// <param name="MaxRatio">How many times larger it may become by opening; what stays below <see cref="FreeBytes"/> may grow more.</param>
internal readonly record struct BodyLimits(int MaxBytes, int MaxDecompressedBytes, int MaxRatio)
{
    /// <summary>The size up to which no ratio is asked for: small bodies of repeated text compress very well.</summary>
    public const int FreeBytes = 1024 * 1024;
}
