using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Observability.AspNetCore.Otlp.Receiving;

/// <summary>The body of an OTLP request, decompressed within the limits, in memory that is returned when it is disposed.</summary>
internal sealed class OtlpBody : IDisposable
{
    private const int FirstBuffer = 64 * 1024;

    private byte[] _buffer;

    private OtlpBody(byte[] buffer, int length)
    {
        _buffer = buffer;
        Memory = buffer.AsMemory(0, length);
    }

    public ReadOnlyMemory<byte> Memory { get; }

    /// <summary>Reads the body of a request.</summary>
    /// <exception cref="OtlpFailure">It is too large or cannot be decompressed.</exception>
    public static Task<OtlpBody> ReadAsync(HttpContext context)
    {
        var length = context.Request.ContentLength;
        if (length > OtlpLimits.MaxBodyBytes)
        {
            throw OtlpFailure.TooLarge(OtlpLimits.MaxBodyBytes);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = OtlpLimits.MaxBodyBytes;
        }

        return ReadAsync(context.Request.Body, context.Request.Headers.ContentEncoding.ToString(), length, context.RequestAborted);
    }

    /// <summary>Reads a stream that is compressed as <paramref name="encoding"/> says.</summary>
    /// <exception cref="OtlpFailure">It is too large or cannot be decompressed.</exception>
    public static async Task<OtlpBody> ReadAsync(Stream stream, string encoding, long? length, CancellationToken cancellationToken)
    {
        var counted = new CountingStream(stream, OtlpLimits.MaxBodyBytes);
        var decompressed = Decompress(counted, encoding);
        await using (decompressed.ConfigureAwait(false))
        {
            return ReferenceEquals(decompressed, counted)
                ? await CopyAsync(counted, counted, (int)Math.Min(length ?? FirstBuffer, OtlpLimits.FreeBytes), cancellationToken).ConfigureAwait(false)
                : await CopyDecompressedAsync(decompressed, counted, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Stream Decompress(CountingStream stream, string encoding) => encoding.Trim().ToLowerInvariant() switch
    {
        "" or "identity" => stream,
        "gzip" or "x-gzip" => new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true),
        "deflate" => new ZLibStream(stream, CompressionMode.Decompress, leaveOpen: true),
        "br" => new BrotliStream(stream, CompressionMode.Decompress, leaveOpen: true),
        _ => throw new OtlpFailure(StatusCodes.Status415UnsupportedMediaType, $"The content encoding \"{encoding}\" is not supported. Use gzip, deflate, br or none."),
    };

    private static async Task<OtlpBody> CopyDecompressedAsync(Stream decompressed, CountingStream compressed, CancellationToken cancellationToken)
    {
        try
        {
            return await CopyAsync(decompressed, compressed, FirstBuffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            throw OtlpFailure.Invalid("Failed to decompress request body");
        }
    }

    private static async Task<OtlpBody> CopyAsync(Stream source, CountingStream compressed, int expected, CancellationToken cancellationToken)
    {
        // One byte more than expected, so that the end shows without another buffer. More than a little is taken only when it has come.
        var buffer = ArrayPool<byte>.Shared.Rent(expected + 1);
        var length = 0;
        try
        {
            while (true)
            {
                var read = await source.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    return new OtlpBody(buffer, length);
                }

                length += read;
                Check(length, compressed.Count);
                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    private static void Check(int length, long compressed)
    {
        if (length > OtlpLimits.MaxDecompressedBytes)
        {
            throw OtlpFailure.TooLarge(OtlpLimits.MaxDecompressedBytes);
        }

        if (length > OtlpLimits.FreeBytes && length / OtlpLimits.MaxDecompressionRatio > compressed)
        {
            throw new OtlpFailure(
                StatusCodes.Status413PayloadTooLarge, $"The body grows to more than {OtlpLimits.MaxDecompressionRatio} times its size. Send smaller batches.");
        }
    }
}
