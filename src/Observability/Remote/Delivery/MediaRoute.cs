using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Observability.Remote.Delivery;

/// <summary>Uploads media: asks where to, sends the content there, says how it went.</summary>
/// <remarks>
/// Only the server itself can make telemetry wait. A server without media, or a storage that cannot be reached from here, costs the media: they
/// must not hold up the traces behind them.
/// </remarks>
internal sealed class MediaRoute(ServerConnection server, TimeProvider time) : IParcelRoute
{
    private const string Path = "api/public/media";
    private const int UploadAttempts = 3;

    public async Task<Answer> SendAsync(Parcel parcel, TimeSpan timeout, CancellationToken cancellationToken)
    {
        foreach (var item in parcel.Items)
        {
            var answer = await SendAsync(item, timeout, cancellationToken).ConfigureAwait(false);
            if (answer.Kind is not AnswerKind.Taken)
            {
                // Sending those before it again changes nothing.
                return answer;
            }
        }

        return Answer.Taken;
    }

    private static ByteArrayContent Json(ReadOnlyMemory<byte> json)
    {
        var content = new ByteArrayContent(json.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private async Task<Answer> SendAsync(ParcelItem item, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var (header, content) = MediaParcels.Read(item);
        using var request = server.Request(HttpMethod.Post, Path, Json(header));
        using var response = await server.SendAsync(request, timeout, cancellationToken).ConfigureAwait(false);
        if (!Answer.IsSuccess(response))
        {
            var refusal = await Answer.OfAsync(response, time, cancellationToken).ConfigureAwait(false);
            return response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Forbidden or HttpStatusCode.NotImplemented
                ? refusal with { Kind = AnswerKind.Refused }
                : refusal;
        }

        try
        {
            using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
            using var facts = JsonDocument.Parse(header);

            // Without an address it has the content already.
            return !content.IsEmpty && answer.RootElement.TryGetProperty("uploadUrl", out var url) && url.GetString() is { } address
                ? await UploadAsync(new Uri(server.Address, address), answer.RootElement.GetProperty("mediaId").GetString()!, facts.RootElement, content, timeout, cancellationToken).ConfigureAwait(false)
                : Answer.Taken;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or UriFormatException)
        {
            return new Answer(AnswerKind.Refused, Reason: $"Its answer is not understood: {exception.Message}");
        }
    }

    private async Task<Answer> UploadAsync(Uri address, string mediaId, JsonElement facts, ReadOnlyMemory<byte> content, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var (status, error) = (0, (string?)null);
        for (var attempt = 1; attempt <= UploadAttempts && status is 0 or >= 500; attempt++)
        {
            (status, error) = await PutAsync(address, facts, content, timeout, cancellationToken).ConfigureAwait(false);
        }

        using var report = server.Request(HttpMethod.Patch, $"{Path}/{Uri.EscapeDataString(mediaId)}", Json(JsonSerializer.SerializeToUtf8Bytes(new
        {
            uploadedAt = time.GetUtcNow().UtcDateTime,
            uploadHttpStatus = status,
            uploadHttpError = error,
            uploadTimeMs = (int)time.GetElapsedTime(started).TotalMilliseconds,
        })));
        using var reported = await server.SendAsync(report, timeout, cancellationToken).ConfigureAwait(false);
        if (error is not null)
        {
            return new Answer(AnswerKind.Refused, Reason: $"The upload to {address.GetLeftPart(UriPartial.Path)} failed: {error}");
        }

        return reported.IsSuccessStatusCode ? Answer.Taken : await Answer.OfAsync(reported, time, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(int Status, string? Error)> PutAsync(Uri address, JsonElement facts, ReadOnlyMemory<byte> content, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            // The address is signed; storage services refuse one that comes with keys as well.
            using var upload = new HttpRequestMessage(HttpMethod.Put, address) { Content = new ReadOnlyMemoryContent(content) };
            upload.Content.Headers.TryAddWithoutValidation("Content-Type", facts.GetProperty("contentType").GetString());
            upload.Headers.Add("x-amz-checksum-sha256", facts.GetProperty("sha256Hash").GetString());
            using var uploaded = await server.SendAsync(upload, timeout, cancellationToken).ConfigureAwait(false);
            return uploaded.IsSuccessStatusCode ? ((int)uploaded.StatusCode, null) : ((int)uploaded.StatusCode, (await Answer.OfAsync(uploaded, time, cancellationToken).ConfigureAwait(false)).Reason);
        }
        catch (Exception exception) when (Answer.IsOutage(exception))
        {
            return (0, exception.Message);
        }
    }
}
