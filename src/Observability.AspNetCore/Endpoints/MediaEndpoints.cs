using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Access;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Media;
using Observability.AspNetCore.Wire;
using Observability.Model;

namespace Observability.AspNetCore.Endpoints;

/// <summary>Media that payloads refer to.</summary>
internal static class MediaEndpoints
{
    private const string Octets = "application/octet-stream";

    public static void Map(ApiMap api)
    {
        api.MapPost("/media", CreateAsync, "Says where to upload a media object; it is known by its content, so the same is uploaded once.")
            .WithTags("media")
            .Requires(ApiPermission.Ingest | ApiPermission.Write)
            .Accepts<CreateMediaBody>("application/json")
            .Produces<MediaUploadAnswer>(StatusCodes.Status201Created);
        api.MapGet("/media/{mediaId}", GetAsync, "Describes a media object and says where its content is.").WithTags("media");
        api.MapPatch("/media/{mediaId}", PatchAsync, "Says how an upload went.")
            .WithTags("media")
            .Requires(ApiPermission.Ingest | ApiPermission.Write)
            .Accepts<PatchMediaBody>("application/json");
        api.MapGet("/media/{mediaId}/content", GetContentAsync, "Gets the content of a media object: images, audio, video and text of safe types to be shown, anything else as a download.")
            .WithTags("media")
            .Produces(StatusCodes.Status200OK, contentType: Octets);
        api.MapGet("/media/{mediaId}/file", GetFileAsync, "Gets the content of a media object by a signed address, without a key.")
            .WithTags("media")
            .IsSigned()
            .Produces(StatusCodes.Status200OK, contentType: Octets)
            .Produces<ApiError>(StatusCodes.Status403Forbidden);
        api.MapPut("/media/{mediaId}/file", PutFileAsync, "Uploads the content of a media object to a signed address, without a key.")
            .WithTags("media")
            .IsSigned()
            .Produces(StatusCodes.Status200OK)
            .Produces<ApiError>(StatusCodes.Status403Forbidden);
    }

    private static async Task<IResult> CreateAsync(ApiRequest request)
    {
        var body = await ApiBody.ReadAsync<CreateMediaBody>(request.Http).ConfigureAwait(false);
        if (request.Media is not { } store)
        {
            throw ApiException.NotSupported("The destination keeps no media.");
        }

        var link = MediaRequestReader.Read(body, request.Project, request.Observability.Options.MaxMediaBytes, request.Time.GetUtcNow());
        var isStored = await store.GetAsync(request.Project, link.Id, request.Aborted).ConfigureAwait(false) is not null;
        return new WireResult<MediaUploadAnswer>(
            new MediaUploadAnswer(isStored ? null : await MediaUrls.SignAsync(request, link).ConfigureAwait(false), link.Id.Value),
            StatusCodes.Status201Created);
    }

    private static async Task<WireResult<WireMedia>> GetAsync(ApiRequest request, string mediaId)
    {
        var media = await ReadAsync(request, request.Project, MediaUrls.IdOf(mediaId)).ConfigureAwait(false);
        var now = request.Time.GetUtcNow();
        var link = new MediaLink("GET", request.Project, media.Id, MediaLink.ExpiryFrom(now));
        return new(new WireMedia(media.Id.Value, media.ContentType, media.Content.Length, await MediaUrls.SignAsync(request, link).ConfigureAwait(false), link.Expires, now));
    }

    private static async Task<WireResult<Message>> PatchAsync(ApiRequest request, string mediaId)
    {
        var id = MediaUrls.IdOf(mediaId);
        var body = await ApiBody.ReadAsync<PatchMediaBody>(request.Http).ConfigureAwait(false);
        if (body.UploadHttpStatus is null || body.UploadedAt is null)
        {
            throw ApiException.Invalid(body.UploadedAt is null ? ApiIssue.InvalidType("string", "undefined", "uploadedAt") : ApiIssue.InvalidType("number", "undefined", "uploadHttpStatus"));
        }

        // The content itself says whether it is there; an upload that failed left nothing to keep an account of.
        if (body.UploadHttpStatus is >= 200 and < 300)
        {
            await ReadAsync(request, request.Project, id).ConfigureAwait(false);
        }

        return new(new Message("OK"));
    }

    private static async Task<IResult> GetContentAsync(ApiRequest request, string mediaId) =>
        MediaFile.Serve(request.Http.Response, await ReadAsync(request, request.Project, MediaUrls.IdOf(mediaId)).ConfigureAwait(false));

    private static async Task<IResult> GetFileAsync(ApiRequest request, string mediaId)
    {
        var link = await MediaUrls.CheckAsync(request, mediaId).ConfigureAwait(false);
        return MediaFile.Serve(request.Http.Response, await ReadAsync(request, link.Project, link.Id).ConfigureAwait(false));
    }

    private static async Task<IResult> PutFileAsync(ApiRequest request, string mediaId)
    {
        var link = await MediaUrls.CheckAsync(request, mediaId).ConfigureAwait(false);
        if (request.Media is not { } store)
        {
            throw ApiException.NotSupported("The destination keeps no media.");
        }

        var content = await MediaUpload.ReadAsync(request.Http, link).ConfigureAwait(false);
        await store.PutAsync(link.Project, content, request.Aborted).ConfigureAwait(false);
        return TypedResults.Ok();
    }

    private static async Task<MediaContent> ReadAsync(ApiRequest request, ProjectId project, MediaId id) => request.Media is { } store
        ? await store.GetAsync(project, id, request.Aborted).ConfigureAwait(false) ?? throw ApiException.NotFound(MediaFile.NotFound)
        : throw ApiException.NotFound(MediaFile.NotFound);
}
