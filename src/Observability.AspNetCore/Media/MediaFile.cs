using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Observability.Model;

namespace Observability.AspNetCore.Media;

/// <summary>Serves content that comes from models and users as if it were hostile: nothing of it runs, whatever it says it is.</summary>
internal static class MediaFile
{
    public const string NotFound = "Media asset not found";

    public static IResult Serve(HttpResponse response, MediaContent media)
    {
        var shown = MediaContentTypes.ShownAs(media.ContentType);
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'";

        // Content never changes under its id, but it may be erased and access to it withdrawn: ask again, and get 304.
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.ContentDisposition = shown is null ? $"attachment; filename=\"{media.Id.Value}\"" : "inline";
        return TypedResults.Bytes(
            media.Content,
            shown ?? "application/octet-stream",
            enableRangeProcessing: true,
            entityTag: new EntityTagHeaderValue($"\"{media.Id.Value}\""));
    }
}
