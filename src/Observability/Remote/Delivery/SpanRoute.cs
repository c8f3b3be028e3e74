using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json;
using Observability.Remote.Export;

namespace Observability.Remote.Delivery;

/// <summary>Sends spans: OTLP over HTTP as protobuf with gzip.</summary>
internal sealed class SpanRoute(ServerConnection server, TimeProvider time) : IParcelRoute
{
    private const string Path = "api/public/otel/v1/traces";
    private const string Protobuf = "application/x-protobuf";

    public async Task<Answer> SendAsync(Parcel parcel, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var request = server.Request(HttpMethod.Post, Path, Body(parcel));
        request.Headers.Add("x-langfuse-ingestion-version", "4");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Protobuf));
        using var response = await server.SendAsync(request, timeout, cancellationToken).ConfigureAwait(false);
        if (!Answer.IsSuccess(response))
        {
            return await Answer.OfAsync(response, time, cancellationToken).ConfigureAwait(false);
        }

        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var (rejected, message) = response.Content.Headers.ContentType?.MediaType == Protobuf ? SpanRequest.ReadResponse(body) : ReadJson(body);
        return new Answer(AnswerKind.Taken, Math.Min(rejected, parcel.Items.Count), message);
    }

    private static ByteArrayContent Body(Parcel parcel)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            SpanRequest.Write(parcel.Items, gzip);
        }

        var content = new ByteArrayContent(compressed.GetBuffer(), 0, (int)compressed.Length);
        content.Headers.ContentType = new MediaTypeHeaderValue(Protobuf);
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    // A Langfuse server answers in JSON whatever it was asked in.
    private static (int Rejected, string? Message) ReadJson(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind is not JsonValueKind.Object
                || !document.RootElement.TryGetProperty("partialSuccess", out var partial) || partial.ValueKind is not JsonValueKind.Object)
            {
                return default;
            }

            var rejected = partial.TryGetProperty("rejectedSpans", out var count) && int.TryParse(count.ToString(), out var number) ? number : 0;
            return (Math.Max(0, rejected), partial.TryGetProperty("errorMessage", out var message) ? message.ToString() : null);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
