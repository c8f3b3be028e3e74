namespace Observability.AspNetCore.Wire;

/// <summary>An image, audio clip or file that a payload refers to.</summary>
/// <param name="MediaId">Its id: the first 22 characters of the URL-safe base64 SHA-256 of its content.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="ContentLength">Its size in bytes.</param>
/// <param name="Url">Where its content is.</param>
/// <param name="UrlExpiry">Until when that address surely works.</param>
/// <param name="UploadedAt">When it was uploaded; media captured here carry no time of their own, so it is the time of the answer.</param>
internal sealed record WireMedia(string MediaId, string ContentType, long ContentLength, string Url, DateTimeOffset UrlExpiry, DateTimeOffset UploadedAt);
