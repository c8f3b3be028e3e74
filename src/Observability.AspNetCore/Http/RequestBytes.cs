using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Observability.AspNetCore.Http;

/// <summary>The whole body of a request, decompressed, in a buffer that goes back to the pool on disposal.</summary>
internal sealed class RequestBytes : IDisposable
{
    /// <summary>The most bytes that a compressed body may have when it is open.</summary>
    public const int MaxDecompressedBytes = 8 * (int)ApiBody.MaxBytes;

    /// <summary>How many times larger a compressed body may become; what stays below <see cref="FreeBytes"/> may grow more.</summary>
    public const int MaxRatio = 100;

    /// <summary>The size up to which no ratio is asked for.</summary>
    public const int FreeBytes = 1024 * 1024;

    /// <summary>How much of a body that is too large is read all the same: a client that is cut off in the middle never sees why.</summary>
    public const long MaxDiscardedBytes = 32 * 1024 * 1024;

    private const int FirstBuffer = 64 * 1024;

    private byte[] _buffer;
    private int _length;

    private RequestBytes(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>The bytes; not to be used after disposal.</summary>
    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <summary>Reads a body of at most <see cref="ApiBody.MaxBytes"/>, plain or compressed with gzip.</summary>
    /// <exception cref="ApiException">It is larger, opens to something much larger, or is not what its headers say.</exception>
    public static async Task<RequestBytes> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        var encoding = request.Headers.ContentEncoding.ToString();
        var isCompressed = encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase);
        if (!isCompressed && encoding is not ("" or "identity"))
        {
            throw ApiException.UnsupportedMediaType($"The content encoding '{encoding}' is not known. Send the body plain or with gzip.");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = ApiBody.MaxBytes + MaxDiscardedBytes;
        }

        if (request.ContentLength > ApiBody.MaxBytes + MaxDiscardedBytes)
        {
            throw TooLarge();
        }

        var plain = new RequestBytes((int)Math.Min(request.ContentLength ?? FirstBuffer, ApiBody.MaxBytes) + 1);
        try
        {
            if (!await plain.FillAsync(request.Body, context.RequestAborted).ConfigureAwait(false))
            {
                await plain.DiscardAsync(request.Body, context.RequestAborted).ConfigureAwait(false);
                throw TooLarge();
            }

            return isCompressed ? Decompress(plain) : plain;
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            plain.Dispose();
            throw TooLarge();
        }
        catch
        {
            plain.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private static RequestBytes Decompress(RequestBytes compressed)
    {
        var most = Math.Min(MaxDecompressedBytes, Math.Max(FreeBytes, (long)compressed._length * MaxRatio));
        var plain = new RequestBytes(FirstBuffer);
        try
        {
            using var gzip = new GZipStream(new MemoryStream(compressed._buffer, 0, compressed._length, writable: false), CompressionMode.Decompress);
            for (var read = -1; read != 0; plain._length += read)
            {
                plain.Grow();
                read = gzip.Read(plain._buffer.AsSpan(plain._length));
                if (plain._length + read > most)
                {
                    throw ApiException.TooLarge($"The compressed body opens to more than {most} bytes.");
                }
            }

            compressed.Dispose();
            return plain;
        }
        catch (InvalidDataException)
        {
            plain.Dispose();
            throw ApiException.Invalid("The body is not gzip although its content encoding says so.");
        }
        catch
        {
            plain.Dispose();
            throw;
        }
    }

    /// <summary>Reads to the end; false when it is too far away.</summary>
    private async Task<bool> FillAsync(Stream body, CancellationToken cancellationToken)
    {
        for (var read = -1; read != 0 && _length <= ApiBody.MaxBytes; _length += read)
        {
            Grow();
            read = await body.ReadAsync(_buffer.AsMemory(_length), cancellationToken).ConfigureAwait(false);
        }

        return _length <= ApiBody.MaxBytes;
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

    private static ApiException TooLarge() => ApiException.TooLarge($"The body has more than {ApiBody.MaxBytes} bytes. Send less at once.");
}
