using System.Text;
using Observability.Model;

namespace Observability.Storage.Query;

/// <summary>Finds the media that payloads name, see <see cref="MediaReference"/>.</summary>
internal static class MediaReferences
{
    private const int MaxReferenceLength = 512;

    private static ReadOnlySpan<byte> Start => "@@@langfuseMedia:"u8;

    private static ReadOnlySpan<byte> End => "@@@"u8;

    private static ReadOnlySpan<byte> IdPart => "|id="u8;

    /// <summary>The distinct media of an observation's payloads.</summary>
    public static IReadOnlyCollection<MediaId> Of(ObservationRecord record) => Of(record.Input, record.Output, record.Metadata);

    /// <summary>The distinct media of what was said about a trace.</summary>
    public static IReadOnlyCollection<MediaId> Of(TraceRecord record) => Of(record.Input, record.Output, record.Metadata);

    /// <summary>The distinct media of payloads.</summary>
    public static IReadOnlyCollection<MediaId> Of(params ReadOnlySpan<Payload?> payloads)
    {
        HashSet<MediaId>? found = null;
        foreach (var payload in payloads)
        {
            if (payload is not null)
            {
                Collect(payload.Utf8.Span, ref found);
            }
        }

        return found ?? (IReadOnlyCollection<MediaId>)[];
    }

    private static void Collect(ReadOnlySpan<byte> json, ref HashSet<MediaId>? found)
    {
        for (var start = json.IndexOf(Start); start >= 0; start = json.IndexOf(Start))
        {
            json = json[(start + Start.Length)..];
            var reference = json[..Math.Min(json.Length, MaxReferenceLength)];
            var end = reference.IndexOf(End);
            var id = end < 0 ? -1 : reference[..end].IndexOf(IdPart);
            if (id < 0)
            {
                continue;
            }

            var text = reference[(id + IdPart.Length)..end];
            var separator = text.IndexOf((byte)'|');
            text = separator < 0 ? text : text[..separator];
            if (!text.IsEmpty)
            {
                found ??= [];
                found.Add(new MediaId(Encoding.UTF8.GetString(text)));
            }
        }
    }
}
