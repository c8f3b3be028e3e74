namespace Observability.AspNetCore.Wire;

/// <summary>Where to upload media.</summary>
/// <param name="UploadUrl">PUT the content here, with its type and its checksum in the header <c>x-amz-checksum-sha256</c>; no key is needed. Null when it is stored already.</param>
/// <param name="MediaId">The id to refer to it by.</param>
internal sealed record MediaUploadAnswer(string? UploadUrl, string MediaId);
