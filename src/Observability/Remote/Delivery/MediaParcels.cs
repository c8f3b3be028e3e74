using System.Buffers.Binary;
using System.Text.Json;
using Observability.Model;

namespace Observability.Remote.Delivery;

/// <summary>Encodes media objects, and where they are shown, as items of a parcel: the body of <c>POST /api/public/media</c>, then the content.</summary>
internal static class MediaParcels
{
    /// <summary>A media object to upload, and which field of an observation shows it.</summary>
    public static ParcelItem Upload(MediaContent media, string field, TraceId trace, ObservationId observation) =>
        Item(MediaFacts.Of(media), field, trace, observation, media.Content.Span);

    /// <summary>Says which field of an observation shows a media object that was uploaded before.</summary>
    public static ParcelItem Link(MediaFacts media, string field, TraceId trace, ObservationId observation) => Item(media, field, trace, observation, []);

    /// <summary>Splits an item into the request's body and the content; no content for a link.</summary>
    public static (ReadOnlyMemory<byte> Header, ReadOnlyMemory<byte> Content) Read(ParcelItem item)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(item.Bytes.Span);
        return (item.Bytes.Slice(sizeof(int), length), item.Bytes[(sizeof(int) + length)..]);
    }

    private static ParcelItem Item(MediaFacts media, string field, TraceId trace, ObservationId observation, ReadOnlySpan<byte> content)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new
        {
            contentType = media.ContentType,
            contentLength = media.Length,
            sha256Hash = media.Hash,
            field,
            traceId = trace.Value,
            observationId = observation.Value,
        });
        var item = new byte[sizeof(int) + header.Length + content.Length];
        BinaryPrimitives.WriteInt32LittleEndian(item, header.Length);
        header.CopyTo(item.AsSpan(sizeof(int)));
        content.CopyTo(item.AsSpan(sizeof(int) + header.Length));
        return new ParcelItem(item, 0);
    }
}
