using System.Buffers;
using System.Text;
using System.Text.Json;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Wire;
using Observability.Model;
using Observability.Pipeline;

namespace Observability.AspNetCore.Endpoints.Datasets;

/// <summary>Keeps what stands as base64 data URIs in an item beside it, by content hash, as it is done with telemetry.</summary>
internal static class MediaLifter
{
    /// <summary>Returns the payload with references in place of data URIs; their content is stored.</summary>
    public static async Task<Payload?> LiftAsync(ApiRequest request, Payload? payload)
    {
        if (payload is null || payload.Utf8.Span.IndexOf(";base64,"u8) < 0 || request.Media is not { } media)
        {
            return payload;
        }

        var found = new List<MediaContent>();
        var lifted = Lift(payload, request.Observability.Options.MaxMediaBytes, found);
        foreach (var content in found)
        {
            await media.PutAsync(request.Project, content, request.Aborted).ConfigureAwait(false);
        }

        return lifted;
    }

    private static Payload Lift(Payload payload, long maxBytes, List<MediaContent> found)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = WireJson.Options.Encoder, MaxDepth = JsonDefaults.MaxDepth, SkipValidation = true }))
        {
            var reader = new Utf8JsonReader(payload.Utf8.Span, new JsonReaderOptions { MaxDepth = JsonDefaults.MaxDepth });
            while (reader.Read())
            {
                Copy(ref reader, writer, maxBytes, found);
            }
        }

        return Payload.FromUtf8(buffer.WrittenMemory);
    }

    private static void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer, long maxBytes, List<MediaContent> found)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                break;
            case JsonTokenType.PropertyName:
                writer.WritePropertyName(reader.GetString()!);
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(Lift(reader.GetString()!, maxBytes, found));
                break;
            default:
                writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                break;
        }
    }

    private static string Lift(string text, long maxBytes, List<MediaContent> found)
    {
        if (!DataUri.MayContain(text))
        {
            return text;
        }

        var lifted = new StringBuilder();
        var from = 0;
        foreach (var uri in DataUri.Find(text))
        {
            if (uri.MaxBytes <= maxBytes && uri.TryDecode(out var bytes))
            {
                var content = new MediaContent(uri.ContentType, bytes);
                found.Add(content);
                lifted.Append(text, from, uri.Start - from).Append(new MediaReference(content.Id, uri.ContentType, "base64_data_uri"));
                from = uri.End;
            }
        }

        return lifted.Append(text, from, text.Length - from).ToString();
    }
}
