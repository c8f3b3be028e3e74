namespace Observability.AspNetCore.Wire.Datasets;

/// <summary>Media behind a reference.</summary>
/// <param name="MediaId">Its id.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="ContentLength">Its length in bytes.</param>
/// <param name="Url">Where the content is.</param>
/// <param name="UrlExpiry">Until when.</param>
internal sealed record WireReferencedMedia(string MediaId, string ContentType, long ContentLength, string Url, DateTimeOffset UrlExpiry);
