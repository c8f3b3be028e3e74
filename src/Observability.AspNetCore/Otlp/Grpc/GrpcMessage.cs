using System.Buffers.Binary;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;

namespace Observability.AspNetCore.Otlp.Grpc;

/// <summary>The frame of a message of a unary call: a flag that says whether it is compressed, its length, the message.</summary>
internal static class GrpcMessage
{
    private const int HeaderBytes = 5;

    /// <summary>Reads the one message of the request.</summary>
    /// <exception cref="ApiException">It is no frame, too large or cannot be decompressed.</exception>
    public static async Task<RequestBytes> ReadAsync(HttpContext context)
    {
        var header = new byte[HeaderBytes];
        await context.Request.Body.ReadAtLeastAsync(header, HeaderBytes, throwOnEndOfStream: false, context.RequestAborted).ConfigureAwait(false);
        var length = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(1));
        if (length > OtlpLimits.MaxBodyBytes)
        {
            throw ApiException.TooLarge($"The message has {length} bytes. Send at most {OtlpLimits.MaxBodyBytes}.");
        }

        var encoding = header[0] == 0 ? "" : context.Request.Headers["grpc-encoding"].ToString();
        return await RequestBytes.ReadAsync(context, OtlpLimits.Body, encoding).ConfigureAwait(false);
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
