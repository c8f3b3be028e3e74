using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Observability.AspNetCore.Http;

/// <summary>The whole body of a request, decompressed, in a buffer that goes back to the pool on disposal.</summary>
internal sealed class RequestBytes : IDisposable
{
    /// <summary>How much of a body that is too large is read all the same: a client that is cut off in the middle never sees why.</summary>
    public const long MaxDiscardedBytes = 32 * 1024 * 1024;

    private const int FirstBuffer = 64 * 1024;

    private byte[] _buffer;
    private int _length;

    private RequestBytes(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>The bytes; not to be used after disposal.</summary>
    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <summary>Reads a body of the API, plain or compressed.</summary>
    /// <exception cref="ApiException">It is larger, opens to something much larger, or is not what its headers say.</exception>
    public static Task<RequestBytes> ReadAsync(HttpContext context) =>
        ReadAsync(context, ApiBody.Limits, context.Request.Headers.ContentEncoding.ToString());

    /// <summary>Reads a body within other limits, compressed as <paramref name="encoding"/> says.</summary>
    /// <exception cref="ApiException">It is larger, opens to something much larger, or is not what the encoding says.</exception>
    public static async Task<RequestBytes> ReadAsync(HttpContext context, BodyLimits limits, string encoding)
    {
        var request = context.Request;
        var open = Opener(encoding);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = limits.MaxBytes + MaxDiscardedBytes;
        }

        if (request.ContentLength > limits.MaxBytes + MaxDiscardedBytes)
        {
            throw TooLarge(limits);
        }

        // More than a little is taken only when it has come.
        var sent = new RequestBytes((int)Math.Min(request.ContentLength ?? FirstBuffer, BodyLimits.FreeBytes) + 1);
        try
        {
            if (!await sent.FillAsync(request.Body, limits.MaxBytes, context.RequestAborted).ConfigureAwait(false))
            {
                await sent.DiscardAsync(request.Body, context.RequestAborted).ConfigureAwait(false);
                throw TooLarge(limits);
            }

            return open is null ? sent : Decompress(sent, limits, open);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            sent.Dispose();
            throw TooLarge(limits);
        }
        catch
        {
            sent.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    /// <summary>How to open a body; null when it is plain.</summary>
    private static Func<Stream, Stream>? Opener(string encoding) => encoding.Trim().ToLowerInvariant() switch
    {
        "" or "identity" => null,
        "gzip" or "x-gzip" => static stream => new GZipStream(stream, CompressionMode.Decompress),
        "deflate" => static stream => new ZLibStream(stream, CompressionMode.Decompress),
        "br" => static stream => new BrotliStream(stream, CompressionMode.Decompress),
        _ => throw ApiException.UnsupportedMediaType($"The content encoding '{encoding}' is not known. Send the body plain, or with gzip, deflate or br."),
    };

    private static RequestBytes Decompress(RequestBytes compressed, BodyLimits limits, Func<Stream, Stream> open)
    {
        var most = Math.Min(limits.MaxDecompressedBytes, Math.Max(BodyLimits.FreeBytes, (long)compressed._length * limits.MaxRatio));
        var plain = new RequestBytes(FirstBuffer);
        try
        {
            using var opened = open(new MemoryStream(compressed._buffer, 0, compressed._length, writable: false));
            for (var read = -1; read != 0; plain._length += read)
            {
                plain.Grow();
                read = opened.Read(plain._buffer.AsSpan(plain._length));
                if (plain._length + read > most)
                {
                    throw ApiException.TooLarge($"The compressed body opens to more than {most} bytes.");
                }
            }

            compressed.Dispose();
            return plain;
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            plain.Dispose();
            throw ApiException.Invalid("The body is not compressed as its content encoding says.");
        }
        catch
        {
            plain.Dispose();
            throw;
        }
    }

    /// <summary>Reads to the end; false when it is too far away.</summary>
    private async Task<bool> FillAsync(Stream body, int most, CancellationToken cancellationToken)
    {
        for (var read = -1; read != 0 && _length <= most; _length += read)
        {
            Grow();
            read = await body.ReadAsync(_buffer.AsMemory(_length), cancellationToken).ConfigureAwait(false);
        }

        return _length <= most;
    }

    private async Task DiscardAsync(Stream body, CancellationToken cancellationToken)
    {
        var left = MaxDiscardedBytes;
        for (var read = -1; read != 0 && left > 0; left -= read)
        {
            read = await body.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Grow()
    {
        if (_length < _buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private static ApiException TooLarge(BodyLimits limits) => ApiException.TooLarge($"The body has more than {limits.MaxBytes} bytes. Send less at once.");
}
