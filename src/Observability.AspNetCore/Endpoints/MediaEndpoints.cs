using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Wire;
using Observability.Model;

namespace Observability.AspNetCore.Endpoints;

/// <summary>Media that payloads refer to. Their content comes from models and users, so it is served as if it were hostile.</summary>
internal static class MediaEndpoints
{
    private const string NotFound = "Media asset not found";

    public static readonly TimeSpan Expiry = TimeSpan.FromHours(1);

    // What browsers show without running anything. SVG is a document with scripts, PDF a program's input: they are downloads.
    private static readonly HashSet<string> InlineTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        "image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp", "image/avif", "image/bmp",
        "audio/mpeg", "audio/mp3", "audio/wav", "audio/wave", "audio/x-wav", "audio/ogg", "audio/oga", "audio/aac", "audio/mp4", "audio/flac", "audio/opus", "audio/webm",
        "video/mp4", "video/webm", "video/ogg",
    };

    public static void Map(ApiMap api)
    {
        api.MapGet("/media/{mediaId}", GetAsync, "Describes a media object and says where its content is.").WithTags("media");
        api.MapGet("/media/{mediaId}/content", GetContentAsync, "Gets the content of a media object: images, audio and video of safe types to be shown, anything else as a download.")
            .WithTags("media")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");
    }

    private static async Task<WireResult<WireMedia>> GetAsync(ApiRequest request, string mediaId)
    {
        var media = await ReadAsync(request, mediaId).ConfigureAwait(false);
        var now = request.Time.GetUtcNow();
        return new(new WireMedia(media.Id.Value, media.ContentType, media.Content.Length, request.UrlOf($"media/{media.Id}/content"), now + Expiry, now));
    }

    private static async Task<IResult> GetContentAsync(ApiRequest request, string mediaId)
    {
        var media = await ReadAsync(request, mediaId).ConfigureAwait(false);
        var type = media.ContentType.Split(';', 2)[0].Trim();
        var isInline = InlineTypes.Contains(type);
        var headers = request.Http.Response.Headers;
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'";

        // Content never changes under its id, but it may be erased and access to it withdrawn: ask again, and get 304.
        headers.CacheControl = "private, no-cache";
        headers.ContentDisposition = isInline ? "inline" : $"attachment; filename=\"{media.Id.Value}\"";
        return TypedResults.Bytes(
            media.Content,
            isInline ? type : "application/octet-stream",
            enableRangeProcessing: true,
            entityTag: new EntityTagHeaderValue($"\"{media.Id.Value}\""));
    }

    private static async Task<MediaContent> ReadAsync(ApiRequest request, string mediaId)
    {
        // Anything else cannot be an id, and the text ends up in headers.
        if (mediaId.Length != 22 || !mediaId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw ApiException.NotFound(NotFound);
        }

        return request.Media is { } store
            ? await store.GetAsync(request.Project, new MediaId(mediaId), request.Aborted).ConfigureAwait(false) ?? throw ApiException.NotFound(NotFound)
            : throw ApiException.NotFound(NotFound);
    }
}
