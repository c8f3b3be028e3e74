using Microsoft.Net.Http.Headers;

namespace Observability.Dashboard;

/// <summary>One file of the page.</summary>
/// <param name="Content">The bytes.</param>
/// <param name="Brotli">The same compressed at build time; null for what does not compress.</param>
/// <param name="ContentType">The media type.</param>
/// <param name="EntityTag">A hash of the content.</param>
/// <param name="IsImmutable">Whether the name carries a hash of the content, so that it may be cached for ever.</param>
internal sealed record DashboardAsset(byte[] Content, byte[]? Brotli, string ContentType, EntityTagHeaderValue EntityTag, bool IsImmutable);
