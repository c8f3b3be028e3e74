using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Observability.AspNetCore.Http;
using Observability.Model;
using Observability.Storage.Projects;

namespace Observability.AspNetCore.Media;

/// <summary>Makes and checks the addresses under which clients upload and read media without a key of the API.</summary>
/// <remarks>
/// They are signed with a key that is derived from the store's own secret, so that they outlive a restart and work on every process of the
/// same store; where a store keeps no secret, with one of this process.
/// </remarks>
internal static class MediaUrls
{
    private const string Purpose = "addresses of media, 1";

    private static readonly byte[] ProcessKey = RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);

    /// <summary>Signs a link and returns its address as this client reaches it.</summary>
    public static async Task<string> SignAsync(ApiRequest request, MediaLink link)
    {
        var key = await GetKeyAsync(request).ConfigureAwait(false);
        return $"{request.UrlOf($"media/{link.Id}/file")}?{link.ToQuery(key)}";
    }

    /// <summary>The link that a request follows.</summary>
    /// <exception cref="ApiException">It was not made here, was changed or is over.</exception>
    public static async Task<MediaLink> CheckAsync(ApiRequest request, string mediaId) =>
        MediaLink.Read(request.Http.Request, IdOf(mediaId), await GetKeyAsync(request).ConfigureAwait(false), request.Time.GetUtcNow())
            ?? throw ApiException.Forbidden("The address is not valid or is over. Ask for a new one.");

    /// <summary>The id in a path; anything else cannot be one, and the text ends up in headers.</summary>
    /// <exception cref="ApiException">It is no id.</exception>
    public static MediaId IdOf(string text) => text.Length == 22 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        ? new MediaId(text)
        : throw ApiException.NotFound(MediaFile.NotFound);

    private static async ValueTask<byte[]> GetKeyAsync(ApiRequest request)
    {
        ApiKeyRepository? secrets;
        try
        {
            secrets = request.Http.RequestServices.GetService<ApiKeyRepository>();
        }
        catch (InvalidOperationException)
        {
            // How the registration says that the destination keeps no catalog.
            secrets = null;
        }

        return secrets is null
            ? ProcessKey
            : Encoding.ASCII.GetBytes((await secrets.GetHasherAsync(request.Aborted).ConfigureAwait(false)).Hash(Purpose));
    }
}
