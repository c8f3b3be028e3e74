using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Observability.AspNetCore.Http;

namespace Observability.AspNetCore.Reference;

/// <summary>One file of the reference, as it is and compressed, with a tag by which browsers keep it.</summary>
internal sealed class ReferenceFile
{
    private const string Gzip = "gzip";

    private readonly byte[] _content;
    private readonly byte[] _compressed;
    private readonly string _contentType;
    private readonly string _tag;

    public ReferenceFile(byte[] content, string contentType)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(content);
        }

        (_content, _compressed, _contentType) = (content, compressed.ToArray(), contentType);
        _tag = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12));
    }

    public IResult Serve(ApiRequest request)
    {
        var isCompressed = request.Http.Request.GetTypedHeaders().AcceptEncoding.Any(encoding => encoding.Value.Equals(Gzip, StringComparison.OrdinalIgnoreCase) && encoding.Quality is not 0);
        var headers = request.Http.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        if (isCompressed)
        {
            headers.ContentEncoding = Gzip;
        }

        return TypedResults.Bytes(isCompressed ? _compressed : _content, _contentType, entityTag: new EntityTagHeaderValue(isCompressed ? $"\"{_tag}-{Gzip}\"" : $"\"{_tag}\""));
    }
}
