using System.Buffers.Binary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Observability.AspNetCore.Otlp.Receiving;

namespace Observability.AspNetCore.Otlp.Grpc;

/// <summary>The frame of a message of a unary call: a flag that says whether it is compressed, its length, the message.</summary>
internal static class GrpcMessage
{
    private const int HeaderBytes = 5;

    /// <summary>Reads the one message of the request.</summary>
    /// <exception cref="OtlpFailure">It is no frame, too large or cannot be decompressed.</exception>
    public static async Task<OtlpBody> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = OtlpLimits.MaxBodyBytes + HeaderBytes;
        }

        var header = new byte[HeaderBytes];
        await context.Request.Body.ReadAtLeastAsync(header, HeaderBytes, throwOnEndOfStream: false, context.RequestAborted).ConfigureAwait(false);
        var length = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(1));
        if (length > OtlpLimits.MaxBodyBytes)
        {
            throw OtlpFailure.TooLarge(OtlpLimits.MaxBodyBytes);
        }

        var encoding = header[0] == 0 ? "" : context.Request.Headers["grpc-encoding"].ToString();
        return await OtlpBody.ReadAsync(context.Request.Body, encoding, header[0] == 0 ? length : null, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>A message in its frame.</summary>
    public static byte[] Frame(byte[] message)
    {
        var frame = new byte[HeaderBytes + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame, HeaderBytes);
        return frame;
    }
}
