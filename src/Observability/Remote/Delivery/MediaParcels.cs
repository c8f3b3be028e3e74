using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Observability.Model;

namespace Observability.Remote.Delivery;

/// <summary>Encodes media objects, and where they are shown, as items of a parcel: the body of <c>POST /api/public/media</c>, then the content.</summary>
internal static class MediaParcels
{
    /// <summary>A media object to upload.</summary>
    public static ParcelItem Upload(MediaContent media)
    {
        var header = Header(new MediaFacts(media.ContentType, media.Content.Length, Hash(media)), "input", null, null);
        var item = new byte[sizeof(int) + header.Length + media.Content.Length];
        BinaryPrimitives.WriteInt32LittleEndian(item, header.Length);
        header.CopyTo(item.AsSpan(sizeof(int)));
        media.Content.CopyTo(item.AsMemory(sizeof(int) + header.Length));
        return new ParcelItem(item, 0);
    }

    /// <summary>Says which field of an observation shows a media object that was uploaded before.</summary>
    public static ParcelItem Link(MediaFacts media, string field, TraceId trace, ObservationId observation)
    {
        var header = Header(media, field, trace.Value, observation.Value);
        var item = new byte[sizeof(int) + header.Length];
        BinaryPrimitives.WriteInt32LittleEndian(item, header.Length);
        header.CopyTo(item.AsSpan(sizeof(int)));
        return new ParcelItem(item, 0);
    }

    /// <summary>Splits an item into the request's body and the content; no content for a link.</summary>
    public static (ReadOnlyMemory<byte> Header, ReadOnlyMemory<byte> Content) Read(ParcelItem item)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(item.Bytes.Span);
        return (item.Bytes.Slice(sizeof(int), length), item.Bytes[(sizeof(int) + length)..]);
    }

    public static string Hash(MediaContent media) => Convert.ToBase64String(SHA256.HashData(media.Content.Span));

    private static byte[] Header(MediaFacts media, string field, string? trace, string? observation)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("contentType", media.ContentType);
            writer.WriteNumber("contentLength", media.Length);
            writer.WriteString("sha256Hash", media.Hash);
            writer.WriteString("field", field);
            if (trace is not null)
            {
                writer.WriteString("traceId", trace);
                writer.WriteString("observationId", observation);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
