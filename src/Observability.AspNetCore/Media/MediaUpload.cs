using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Observability.AspNetCore.Http;
using Observability.Model;

namespace Observability.AspNetCore.Media;

/// <summary>Takes in what an upload link allows: exactly that content and nothing else.</summary>
internal static class MediaUpload
{
    /// <summary>The most uploads that are in memory at once; others wait.</summary>
    public const int MaxAtOnce = 8;

    private const string Checksum = "x-amz-checksum-sha256";

    private static readonly SemaphoreSlim Slots = new(MaxAtOnce);

    /// <summary>Reads the body of a request.</summary>
    /// <exception cref="ApiException">It is not what the link was made for.</exception>
    public static async Task<MediaContent> ReadAsync(HttpContext context, MediaLink link)
    {
        var request = context.Request;
        if (request.ContentLength is { } length && length != link.ContentLength)
        {
            throw ApiException.Invalid($"The body has {length} bytes. The address is for {link.ContentLength}.");
        }

        if (request.Headers[Checksum].ToString() is { Length: > 0 } checksum && checksum != link.Sha256)
        {
            throw ApiException.Invalid($"The header {Checksum} is not the checksum the address is for.");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = link.ContentLength;
        }

        await Slots.WaitAsync(context.RequestAborted).ConfigureAwait(false);
        try
        {
            var content = new byte[link.ContentLength];
            var read = await request.Body.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, context.RequestAborted).ConfigureAwait(false);
            if (read < content.Length || await request.Body.ReadAsync(new byte[1], context.RequestAborted).ConfigureAwait(false) > 0)
            {
                throw ApiException.Invalid($"The body does not have the {link.ContentLength} bytes the address is for.");
            }

            return Convert.ToBase64String(SHA256.HashData(content)) == link.Sha256
                ? new MediaContent(link.ContentType, content)
                : throw ApiException.Invalid("The body does not have the checksum the address is for.");
        }
        finally
        {
            Slots.Release();
        }
    }
}
