using System.Security.Cryptography;
using Observability.Model;

namespace Observability.Remote.Delivery;

/// <summary>What a server must be told to recognise a media object.</summary>
/// <param name="ContentType">The media type.</param>
/// <param name="Length">The number of bytes.</param>
/// <param name="Hash">The SHA-256 in base64.</param>
internal sealed record MediaFacts(string ContentType, int Length, string Hash)
{
    public static MediaFacts Of(MediaContent media) => new(media.ContentType, media.Content.Length, Convert.ToBase64String(SHA256.HashData(media.Content.Span)));
}
